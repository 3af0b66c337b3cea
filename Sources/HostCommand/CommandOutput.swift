/// What a program left behind when it ended by itself.
public struct CommandOutput: Sendable, Hashable {
    /// The exit status; 128 + signal when a signal ended the program, as shells count.
    public var status: Int32
    public var standardOutput: String
    public var standardError: String

    public init(status: Int32, standardOutput: String = "", standardError: String = "") {
        self.status = status
        self.standardOutput = standardOutput
        self.standardError = standardError
    }
}
