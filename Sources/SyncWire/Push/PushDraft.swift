internal import Foundation
internal import SyncModel

/// The columns of a push as they grow.
///
/// Plain arrays: a field of a generated message is a computed property, so that each append to it would copy the
/// whole column.
struct PushDraft {
    var cases: [UInt64] = []
    var unitIndexes: [UInt32] = []
    var contexts: [Int64] = []
    var records: [UInt32] = []
    var recordNumbers: [UInt64] = []
    var clocks: [Int64] = []
    var counts: [UInt32] = []
    var naturalKeys: [String] = []
    var operations: [UInt32] = []
    var recordReferences: [UInt32] = []
    var gaps: [UInt64] = []
    var authorIndexes: [UInt32] = []
    var roles: [UInt32] = []
    var zones: [Int32] = []
    var segments: [Int64] = []
    var schemaVersions: [Int64] = []
    var hlcMilliseconds: [Int64] = []
    var hlcCounters: [Int32] = []
    var epochs: [Int64] = []
    var namedSaves: [UInt32] = []
    var caseNames: [String] = []
    var voidChanges: [UInt32] = []
    var wasChanges: [UInt32] = []
    var wasIncarnations = Data()
    var wasSeqs: [UInt64] = []

    /// The message; columns of zeros alone are left out.
    consuming func message() -> ProtoPush {
        var push = ProtoPush()
        push.cases = cases.trimmed
        push.unitIndexes = unitIndexes.trimmed
        push.contexts = contexts.trimmed
        push.records = records.trimmed
        push.recordNumbers = recordNumbers
        push.clocks = clocks.trimmed
        push.counts = counts.trimmed
        push.naturalKeys = naturalKeys
        push.operations = operations.trimmed
        push.recordReferences = recordReferences
        push.gaps = gaps.trimmed
        push.authorIndexes = authorIndexes.trimmed
        push.roles = roles.trimmed
        push.zones = zones.trimmed
        push.segments = segments.trimmed
        push.schemaVersions = schemaVersions.trimmed
        push.hlcMilliseconds = hlcMilliseconds.trimmed
        push.hlcCounters = hlcCounters.trimmed
        push.epochs = epochs.trimmed
        push.namedSaves = namedSaves
        push.caseNames = caseNames
        push.voidChanges = voidChanges
        push.wasChanges = wasChanges
        push.wasIncarnations = wasIncarnations
        push.wasSeqs = wasSeqs
        return push
    }
}
