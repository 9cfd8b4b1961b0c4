/// A text for people; the catalogue has it in every language.
///
/// Places in braces, such as `{case}`, are filled in with values that are made harmless to a terminal.
enum Message: String, CaseIterable, Sendable {
    // MARK: What happened.
    case notEnrolled, storeBusy, programTooOld, notSaved, saveUnknown, storeDamaged, notHere
    case isDeleted, changedMeanwhile, invalidDraft, schemaRefused, fileRefused, fileFailed
    case outputFailed, identityDamaged, unreachable, notTheServer, tooLarge, serverFull
    case answerDamaged, answerNotSigned, serverVersion, requestDamaged, deviceUnknown
    case deviceRevoked, codeRefused, codesThrottled, chainRefused, serverFailed, otherServer
    case cloned
    case otherRestore
    case argumentNotUTF8, inputNotUTF8, inputHasNUL, inputTooLong, inputEnded, unknownChoice
    case caseUnknown, caseAmbiguous, caseNumberMistyped, recordUnknown, kindUnknown
    case kindUnknownSuggestion, fieldUnknown, fieldUnknownSuggestion, keyNotNatural, writtenOnce
    case serverOnly, requiredMissing, codeUnknown, codeUnknownSuggestion, valueTooLong
    case valueOutOfRange, dateInFuture, textUnreadable, cannotClear, notText, notInteger
    case notBoolean, notDate, notInstant, notSet, visitUnknown, visitAmbiguous, amendmentEmpty
    case searchEmpty, checkFailed, diverged, bug
    case noSealingKey, fileExists, nothingToRescue, rescueNotWhole

    // MARK: What is wrong with a command line.
    case addressIncomplete, assignmentWithoutEquals, recordPathIncomplete, sectionWithoutEquals
    case optionsMissing, urlUnreadable, urlNotSecure, limitTooLow, subcommandMissing
    case commandUnknown, commandUnknownSuggestion, argumentMissing, optionValueMissing
    case optionUnknown, optionUnknownSuggestion, argumentUnexpected, optionValueInvalid
    case usageOther

    // MARK: What is known of the data.
    case nothingWritten, dataUntouched, nothingWaits, changesSafe, changeSafe, saveUnknownSafety
    case damagedSafety, divergedSafety, clonedSafety, bugSafety

    // MARK: What to do now.
    case enrolFirst, tryAgain, upgradeProgram, makeRoom, lookAtCase, runRescue, restoreFirst
    case lookAgain, callHelpDesk, checkFolder, syncLater, otherNetwork, enrolAgain, askNewCode
    case waitForCode, otherFolder, giveMoreOfNumber, lookInList, compareNumber, lookAtVisits
    case enrolAnew, useAmend, outputFailedNext, addressForm, recordPathForm, visitForm, urlForm
    case usage, otherFile

    // MARK: What commands print for people.
    case enrolled, enrolledNext, caseMade, caseChanged, caseChangedOne, visitSaved, amendmentSaved
    case deleted, restored, nothingChanged, savedNext, savedOneNext, noCases, noCasesNext
    case caseCount, caseCountOne, noVisits, nothingFound, noHistory, noNotices, noticesNext
    case noticeValues, noticeReason, noticeBy, noConflicts, conflictOpen, conflictSettled
    case conflictResolved, checkOK, checkBad, synced, syncContested, syncContestedOne, syncRefused
    case syncRefusedOne, syncNotices, mineAndShown, reasonScope, reasonAuthor, reasonRole
    case reasonField, reasonKey, reasonServer, reasonType, reasonCode, reasonLength, reasonRange
    case reasonFuture, reasonText, reasonMissing, reasonWrittenOnce, reasonClone, dryRun, dryRunOne
    case reasonRescued, reasonRevoked
    case syncRestored, rescued, rescuedOne, rescuedNext, rescuedAfter
    case progressGreeting, progressPushing, progressPulling, progressPullingOne, amendedBy
    case deletionAsked, valueTrue, valueFalse, valueExists, valueDeleted, markDeleted, markAsked
    case markContested, markPending, markQuarantined, markUnsent, markBeneath, markOpen, markShown
    case markClockSuspect, headCase, headName, headState, headRecord, headField, headExcerpt
    case headWritten, headAuthor, headValue, headVisits, statusServer, statusLastSync, statusNever
    case statusPending, statusContested, statusQuarantined, statusNotices, statusDeletions
    case statusClock, statusAlarm, statusClockOff, homeWelcome, homeSync, homeConflicts
    case homeNotices, homeList, homeVisit, homeHelp, formTitle, formHint, askReason, askParagraphs
    case hintDate

    // MARK: The help of the commands; in English each abstract is the command's docstring.
    case helpRoot, helpRootMore, helpEnrol, helpEnrolMore, helpCase, helpCaseNew, helpCaseList
    case helpCaseShow, helpCaseSet, helpAddressing, helpCaseDelete, helpCaseRestore, helpVisit
    case helpVisitNew, helpVisitNewMore, helpVisitAmend, helpVisitList, helpSearch, helpStatus
    case helpSync, helpSyncMore, helpConflict, helpConflictList, helpNotices, helpHistory
    case helpCheck, argJSON, argURL, argCode, argDevice, argCase, argAssignments, argRecordPath
    case argAllCases, argAllConflicts, argLimit, argAfter, argOn, argKind, argResult, argFacility
    case argSection, argNote, argVisitReason, argVisit, argAmendReason, argSearch, argHistoryField
    case argAck, argDryRun, helpRescue, helpRescueMore, argRescueFile
}

/// A text in both languages.
struct Translation: Sendable {
    let nl: String
    let en: String
}
