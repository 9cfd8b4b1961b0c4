import SyncModel

extension Oracle {
    /// A group's value with the members that its author did not name: as they were on his screen.
    func filled(_ number: Int, members: [String]) -> Value {
        let change = changes[number]
        guard case .group(let given) = change.value else { return change.value }
        let own = change.chain.numbers.filter {
            changes[$0].unit == change.unit && acceptedSet.contains($0)
                && !change.screen.contains($0)
        }
        var source = outcome(change.unit, in: change.screen).shown
        if let last = own.max(by: { changes[$0].seq < changes[$1].seq }) {
            source = changes[last].value
        }
        var filled = given
        for name in members where !given.contains(where: { $0.name == name }) {
            var value = Value.null
            if case .group(let shown) = source {
                value = shown.first { $0.name == name }?.value ?? .null
            }
            filled.append(GroupMember(name: name, value: value))
        }
        return .makeGroup(filled)
    }
}
