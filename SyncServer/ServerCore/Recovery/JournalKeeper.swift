internal import Foundation
internal import SyncModel
internal import SyncStore
internal import SyncWire
internal import Synchronization

/// Keeps the journal outside the database: in the data folder, and beside each backup.
///
/// It is called after each commit that wrote entries, and at opening, when it brings what a crash kept from the files.
/// A file that cannot be written holds up nothing: `check` says so until it can.
final class JournalKeeper: Sendable {
    /// The setting in which a failure is kept.
    static let faultSetting = "journal.fault"

    private let path: String
    private let key: SigningKey
    /// How far each file goes: its last entry and its length.
    private let ends = Mutex<[String: (number: UInt64, length: Int)]>([:])

    init(path: String, key: SigningKey) {
        self.path = path
        self.key = key
    }

    /// Writes what is new into every file.
    func keep(_ store: Store) {
        var fault: String?
        do {
            try keep(store, in: path)
        } catch {
            fault = "\(path): \(error)"
        }
        // A store that cannot be read tells so by itself.
        let backups = (try? store.backupPaths()) ?? []
        for backup in backups where FileManager.default.fileExists(atPath: backup) {
            do {
                try keep(store, in: backup + ".journal")
            } catch {
                fault = fault ?? "\(backup).journal: \(error)"
            }
        }
        note(fault, store)
    }

    private func keep(_ store: Store, in file: String) throws {
        let end = try ends.withLock { $0[file] } ?? readEnd(of: file, store)
        let rows = try store.journal(after: end.number)
        var text = ""
        var end2 = end
        if end.length == 0 { text = JournalFile.start(after: 0, []) }
        for row in rows { text += try JournalFile.line(of: row, signedBy: key) }
        guard !text.isEmpty else { return ends.withLock { $0[file] = end } }
        do {
            try DurableFiles.append(Array(text.utf8), to: file, at: end.length)
        } catch {
            ends.withLock { $0[file] = nil }
            throw error
        }
        end2.length += text.utf8.count
        end2.number = rows.last?.number ?? end.number
        let kept = end2
        ends.withLock { $0[file] = kept }
    }

    /// Where a file ends; one that is not there begins with the first entry.
    private func readEnd(of file: String, _ store: Store) throws -> (number: UInt64, length: Int) {
        guard let data = FileManager.default.contents(atPath: file), !data.isEmpty else {
            return (0, 0)
        }
        let journal = try JournalFile(Array(data), signedBy: nil)
        return (journal.head.number, journal.length)
    }

    private func note(_ fault: String?, _ store: Store) {
        do {
            let known = try store.setting(Self.faultSetting)
            guard known.map({ Text($0) }) != fault.map({ Text($0) }) else { return }
            try store.setSetting(Self.faultSetting, to: fault)
        } catch {
            // The note itself needs the disk that failed: the next entry tries again.
        }
    }
}
