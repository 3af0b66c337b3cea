extension LibvirtConnection {
    /// What happens to domains from now on.
    ///
    /// Ends with a `LibvirtError` when the connection to the daemon is lost. What happened until the next call of
    /// `events()` is not told: look at the domains again then.
    public func events() async throws -> AsyncThrowingStream<DomainEvent, any Error> {
        try await connected().events.listen()
    }
}
