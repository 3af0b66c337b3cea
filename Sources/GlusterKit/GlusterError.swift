/// Why the gluster command did not do its work, in its own words.
public struct GlusterError: Error, Sendable, Hashable {
    /// glusterd's numbers for kinds of failure (`glusterd_op_errno` in glusterd-errno.h); most failures are `internal`.
    public enum Number {
        public static let `internal` = 30800
        public static let anotherTransaction = 30802
        public static let noVolume = 30806
    }

    /// What was asked, as `volume start data-1`.
    public var request: String
    /// The tool's `opRet`; nil when it failed in plain text.
    public var result: Int?
    /// The tool's `opErrno`; nil when it failed in plain text.
    public var number: Int?
    public var message: String

    public init(request: String, result: Int? = nil, number: Int? = nil, message: String) {
        self.request = request
        self.result = result
        self.number = number
        self.message = message
    }
}

extension GlusterError: CustomStringConvertible {
    public var description: String {
        let number = number.map { " (\($0))" } ?? ""
        return "gluster \(request): \(message)\(number)"
    }
}
