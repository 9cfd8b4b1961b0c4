internal import SyncModel

// Changes that an earlier epoch answered, and that their laptop offers again.
extension AcceptanceRun {
    /// What an earlier epoch said of a change; `nil` when it said nothing, or when nothing was lost.
    ///
    /// What that epoch accepted is accepted again, whatever the rules say today: rights are decided once.
    func verdict(onClaimOf change: Change, from device: DeviceContext) throws -> Verdict? {
        guard counters.epoch > 1, let claim = device.claims[change.dot.seq],
            claim.position.map({ $0.epoch < counters.epoch }) ?? true
        else { return nil }
        switch claim.status {
        case .applied, .agreed, .merged, .beaten, .conflictShown, .conflictBeaten, .superseded,
            .duplicate:
            return .accept
        case .quarantined, .refused:
            // Somebody may have admitted it after its laptop was last told.
            guard try session.formers(of: change.dot).isEmpty else { return .accept }
            return .quarantine(claim.reason ?? Reason.former)
        case .void: return nil
        }
    }

    /// Keeps where the claimed changes of a save stood, and what others reported of them.
    ///
    /// The order that the save had at most; `nil` when nobody reported it.
    func takeClaims(on save: Save, from device: DeviceContext) throws -> Instant? {
        guard counters.epoch > 1 else { return nil }
        for change in save.changes {
            // What others had replaced when it first came never counted as an edit, and does not now.
            guard let claim = device.claims[change.dot.seq], claim.status != .superseded,
                let position = claim.position
            else { continue }
            try session.addFormer(position, of: change.dot)
        }
        return try takeReports(on: save)
    }

    /// A change that an earlier epoch refused for good is refused again.
    func refuseAgain(_ change: Change, of part: RunPart, claim: Claim?) throws -> Receipt? {
        guard counters.epoch > 1, claim?.status == .refused else { return nil }
        let log = part.row.log(at: change.dot.seq)
        try session.prepare("UPDATE strays SET outcome = ? WHERE log = ? AND reason NOT NULL")
            .bind(1, ReceiptStatus.refused.stored).bind(2, log).run()
        guard session.changedRows > 0 else { return nil }
        try session.prepare("UPDATE log SET status = ? WHERE id = ?")
            .bind(1, ReceiptStatus.refused.stored).bind(2, log).run()
        return Receipt(dot: change.dot, status: .refused, reason: claim?.reason)
    }

    /// How a case that is not here again stands to the author of a save; `nil` when he never saw it.
    func standing(ofLost save: Save, _ user: String) throws -> CaseStanding? {
        guard counters.epoch > 1,
            save.changes.contains(where: {
                $0.context.epoch > 0 && $0.context.epoch < counters.epoch
            })
        else { return nil }
        let later = try session.prepare("SELECT removed FROM later WHERE \"case\" = ? AND user = ?")
            .bind(1, save.caseID.bits).bind(2, text: user).first { $0.integer(0) == 0 }
        return CaseStanding(exists: true, isAssigned: later ?? false)
    }
}
