/// What a device asks of the server.
public enum Request: Hashable, Sendable {
    case enrol(EnrolRequest)
    case hello(HelloRequest)
    case push(PushRequest)
    case pull(PullRequest)
    case compare(CompareRequest)
    case reconcile(ReconcileRequest)
    case report(ReportRequest)
}

/// What the server answers.
public enum Response: Hashable, Sendable {
    case enrolment(Enrolment)
    case welcome(Welcome)
    case pushResult(PushResult)
    case page(FeedPage)
    case common(ChainHead)
    case reconciled(ReconcileResult)
    case reported(Int)
    case refusal(Refusal)
}
