/// The tables that only a server has.
enum ServerTables {
    /// Makes them, in a new store.
    static func create(in session: Session) throws {}
}
