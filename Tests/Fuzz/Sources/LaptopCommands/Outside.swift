/// Stands in for what the commands take from the machine: parsing takes nothing.
enum Outside {
    static let environment: [String: String] = [:]
}
