import Glibc

/// The folder that holds a laptop's store, identity and lock; only its owner may look into it.
struct DataFolder: Hashable, Sendable {
    /// The folder.
    let path: String

    /// `$SLUIS_HOME`, else `$XDG_DATA_HOME/sluis`, else `~/.local/share/sluis`.
    init(environment: [String: String]) {
        func set(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let home = set("SLUIS_HOME") {
            path = home
        } else if let data = set("XDG_DATA_HOME") {
            path = data + "/sluis"
        } else {
            path = (set("HOME") ?? ".") + "/.local/share/sluis"
        }
    }

    /// The database.
    var store: String { path + "/store.db" }
    /// Who this laptop is.
    var identity: String { path + "/identity.json" }
    /// Held while a command has the store.
    var lock: String { path + "/lock" }

    /// Whether a file stands there.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes the folder, and those above it, for its owner alone.
    ///
    /// - Throws: ``CommandFailure`` `disk`.
    func make() throws(CommandFailure) {
        try Self.make(path)
        guard chmod(path, 0o700) == 0 else { throw .file(path, errno: errno) }
    }

    private static func make(_ path: String) throws(CommandFailure) {
        if exists(path) { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try make(String(path[..<slash]))
        }
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .file(path, errno: errno) }
    }
}
