internal import Foundation
internal import SyncModel

/// The columns of a push as they grow; those of zeros alone are left out.
///
/// Plain columns: a field of a generated message is a computed property, so that each append to it would copy the
/// whole column.
struct PushDraft {
    var cases: ColumnWriter<UInt64>
    var clocks: ColumnWriter<Int64>
    var counts: ColumnWriter<UInt32>
    var operations: ColumnWriter<UInt32>
    var gaps: ColumnWriter<UInt64>
    var authorIndexes: ColumnWriter<UInt32>
    var roles: ColumnWriter<UInt32>
    var zones: ColumnWriter<Int32>
    var segments: ColumnWriter<Int64>
    var schemaVersions: ColumnWriter<Int64>
    var hlcMilliseconds: ColumnWriter<Int64>
    var hlcCounters: ColumnWriter<Int32>
    var unitIndexes: ColumnWriter<UInt32>
    var contexts: ColumnWriter<Int64>
    var epochs: ColumnWriter<Int64>
    var records: ColumnWriter<UInt32>
    var recordNumbers: [UInt64] = []
    var recordReferences: [UInt32] = []
    var naturalKeys: [String] = []
    var namedSaves: [UInt32] = []
    var caseNames: [String] = []
    var voidChanges: [UInt32] = []
    var wasChanges: [UInt32] = []
    var wasIncarnations = Data()
    var wasSeqs: [UInt64] = []

    /// Begins the columns of that many saves and changes.
    init(saves: Int, changes: Int) {
        cases = ColumnWriter(room: saves)
        clocks = ColumnWriter(room: saves)
        counts = ColumnWriter(room: saves)
        operations = ColumnWriter(room: saves)
        gaps = ColumnWriter(room: saves)
        authorIndexes = ColumnWriter(room: saves)
        roles = ColumnWriter(room: saves)
        zones = ColumnWriter(room: saves)
        segments = ColumnWriter(room: saves)
        schemaVersions = ColumnWriter(room: saves)
        hlcMilliseconds = ColumnWriter(room: saves)
        hlcCounters = ColumnWriter(room: saves)
        unitIndexes = ColumnWriter(room: changes)
        contexts = ColumnWriter(room: changes)
        epochs = ColumnWriter(room: changes)
        records = ColumnWriter(room: changes)
    }

    /// The message.
    consuming func message() -> ProtoPush {
        var push = ProtoPush()
        push.cases = cases.values
        push.unitIndexes = unitIndexes.values
        push.contexts = contexts.values
        push.records = records.values
        push.recordNumbers = recordNumbers
        push.clocks = clocks.values
        push.counts = counts.values
        push.naturalKeys = naturalKeys
        push.operations = operations.values
        push.recordReferences = recordReferences
        push.gaps = gaps.values
        push.authorIndexes = authorIndexes.values
        push.roles = roles.values
        push.zones = zones.values
        push.segments = segments.values
        push.schemaVersions = schemaVersions.values
        push.hlcMilliseconds = hlcMilliseconds.values
        push.hlcCounters = hlcCounters.values
        push.epochs = epochs.values
        push.namedSaves = namedSaves
        push.caseNames = caseNames
        push.voidChanges = voidChanges
        push.wasChanges = wasChanges
        push.wasIncarnations = wasIncarnations
        push.wasSeqs = wasSeqs
        return push
    }
}
