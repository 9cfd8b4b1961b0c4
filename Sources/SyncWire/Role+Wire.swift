internal import SyncModel

extension Role {
    /// The number that travels, from 1.
    var wireNumber: UInt32 {
        switch self {
        case .counsellor: 1
        case .coordinator: 2
        case .benefitOfficer: 3
        case .debtOfficer: 4
        case .idDesk: 5
        case .admin: 6
        }
    }

    /// Reads the number that travels.
    init(wireNumber: UInt32) throws(WireError) {
        guard let role = Role.allCases.first(where: { $0.wireNumber == wireNumber }) else {
            throw WireError(.damaged, detail: "role")
        }
        self = role
    }
}
