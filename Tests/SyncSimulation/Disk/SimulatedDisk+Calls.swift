internal import GRDBSQLite
internal import Glibc

// The calls that SQLite makes, as far as they touch a file; each gives SQLite's result code.
extension SimulatedDisk {
    /// Takes up a file; what was not synced before a kill is still there.
    ///
    /// - Returns: The file's number on this disk.
    func open(_ path: String) -> Int {
        withState { state in
            let file: Int
            if let known = state.numbers[path] {
                file = known
            } else {
                file = state.paths.count
                state.numbers[path] = file
                state.paths.append(path)
                state.lengths.append(nil)
            }
            if state.lengths[file] == nil { state.lengths[file] = RealFile.length(path) }
            return file
        }
    }

    func read(
        _ file: Int,
        _ descriptor: Int32,
        _ target: UnsafeMutableRawPointer,
        _ count: Int,
        at offset: Int64
    ) -> Int32 {
        withState { state in
            if let refused = refusal(of: .read, &state, SQLITE_IOERR | (1 << 8)) { return refused }
            memset(target, 0, count)
            _ = pread(descriptor, target, count, off_t(offset))
            for pending in state.pending where pending.file == file {
                pending.overlay(target, count, at: offset)
            }
            let length = state.lengths[file] ?? 0
            return offset + Int64(count) > length ? SQLITE_IOERR | (2 << 8) : SQLITE_OK
        }
    }

    func write(
        _ file: Int,
        _ source: UnsafeRawPointer,
        _ count: Int,
        at offset: Int64
    ) -> Int32 {
        let bytes = [UInt8](UnsafeRawBufferPointer(start: source, count: count))
        return withState { state in
            state.writes += 1
            if let left = state.writesToKill {
                state.writesToKill = left > 1 ? left - 1 : nil
                if left <= 1 {
                    state.isDown = true
                    state.ends += 1
                }
            }
            if let refused = refusal(of: .write, &state, SQLITE_IOERR | (3 << 8)) {
                // A write that fails may have been done in part.
                if !state.isDown, state.generator.happens(percent: 50) {
                    keep(file, Array(bytes.prefix(count / 2)), at: offset, &state)
                }
                return refused
            }
            keep(file, bytes, at: offset, &state)
            return SQLITE_OK
        }
    }

    private func keep(_ file: Int, _ bytes: [UInt8], at offset: Int64, _ state: inout State) {
        state.pending.append(Pending(file: file, effect: .write(offset: offset, bytes: bytes)))
        state.lengths[file] = max(state.lengths[file] ?? 0, offset + Int64(bytes.count))
    }

    func truncate(_ file: Int, to length: Int64) -> Int32 {
        withState { state in
            if let refused = refusal(of: .truncate, &state, SQLITE_IOERR | (6 << 8)) {
                return refused
            }
            state.pending.append(Pending(file: file, effect: .length(length)))
            state.lengths[file] = length
            return SQLITE_OK
        }
    }

    func sync(_ file: Int) -> Int32 {
        withState { state in
            state.syncs += 1
            if let left = state.syncsToCut {
                state.syncsToCut = left > 1 ? left - 1 : nil
                if left <= 1 {
                    crash(&state)
                    state.ends += 1
                }
            }
            if let refused = refusal(of: .sync, &state, SQLITE_IOERR | (4 << 8)) { return refused }
            state.pending.removeAll { pending in
                guard pending.file == file else { return false }
                RealFile.apply(pending, to: state.paths[file])
                return true
            }
            return SQLITE_OK
        }
    }

    func length(_ file: Int) -> Int64? {
        withState { state in state.isDown ? nil : state.lengths[file] ?? 0 }
    }

    /// Whether a file may be deleted; forgets what waits for it.
    func mayDelete(_ path: String) -> Bool {
        withState { state in
            guard !state.isDown else { return false }
            guard let file = state.numbers[path] else { return true }
            state.pending.removeAll { $0.file == file }
            state.lengths[file] = nil
            return true
        }
    }

    /// SQLite's code for a call that fails; `nil` when it does not.
    private func refusal(of call: Call, _ state: inout State, _ code: Int32) -> Int32? {
        state.calls += 1
        if state.isDown { return code }
        if state.isWatched { return nil }
        guard let failure = state.failure, failure.call ?? call == call else { return nil }
        if failure.with == .full, call == .read || call == .sync { return nil }
        guard failure.after <= 1 else {
            state.failure?.after -= 1
            return nil
        }
        if !failure.isLasting { state.failure = nil }
        state.failures += 1
        switch failure.with {
        case .error: return code
        case .full: return SQLITE_FULL
        }
    }
}

extension SimulatedDisk.Pending {
    /// Puts this write over what was read.
    fileprivate func overlay(_ target: UnsafeMutableRawPointer, _ count: Int, at start: Int64) {
        switch effect {
        case .write(let offset, let bytes):
            let first = max(offset, start)
            let last = min(offset + Int64(bytes.count), start + Int64(count))
            guard first < last else { return }
            bytes.withUnsafeBytes { source in
                guard let base = source.baseAddress else { return }
                memcpy(target + Int(first - start), base + Int(first - offset), Int(last - first))
            }
        case .length(let length):
            let first = max(length, start)
            guard first < start + Int64(count) else { return }
            memset(target + Int(first - start), 0, Int(start + Int64(count) - first))
        }
    }
}
