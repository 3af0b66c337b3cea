/// Who asked for something, and under which correlation id.
package struct RequestOrigin: Sendable, Hashable {
    package var user: String?
    package var correlationID: String?

    package init(user: String? = nil, correlationID: String? = nil) {
        self.user = user
        self.correlationID = correlationID
    }
}
