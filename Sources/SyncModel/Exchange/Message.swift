/// What a device asks of the server.
public enum Request: Hashable, Sendable {
    case enrol(EnrolRequest)
    case hello(HelloRequest)
    case push(PushRequest)
    case pull(PullRequest)
    case compare(CompareRequest)
}

/// What the server answers.
public enum Response: Hashable, Sendable {
    case enrolment(Enrolment)
    case welcome(Welcome)
    case pushResult(PushResult)
    case page(FeedPage)
    case common(ChainHead)
    case refusal(Refusal)
}
