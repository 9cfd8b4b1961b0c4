/// The faults that a run counts; over all seeds of a run each must have fired.
enum FaultKind: String, CaseIterable {
    // The line.
    case requestLost, answerLost, requestRepeated, answerLate, requestTruncated, requestFlipped
    case answerTruncated, answerFlipped, oldRequestAgain, notTheServer, longDelay
    // Processes and machines.
    case laptopKilledInSync, laptopKilledBetween, laptopKilledAtWrite, serverKilledBeforeAnswer
    case serverKilledAfterCommit, serverKilledAtWrite
    // Disks.
    case laptopPowerCut, serverPowerCut, laptopDiskFull, serverDiskFull, laptopDiskError
    case serverDiskError, writeDropped, writeGarbled
    // Clocks.
    case clockIn1970, clockIn2038, clockTenYearsAhead, clockBackBetweenSaves, serverClockBack
    // People and peers.
    case yearAway, accessRemoved, accessGivenBack, roleChanged, userDisabled, schemaPublished
    case olderSchemaWrites, poisonChange, forgedContext, futureClock, gapInChain, brokenChain
    case strangerKnocks, staleDecision, savedWhileSyncing, decidedWhileSyncing
}
