/// One start of a program: an argument list, never a line for a shell.
public struct Command: Sendable, Hashable {
    /// What the program reads from its standard input.
    public enum Input: Sendable, Hashable {
        case none
        case bytes([UInt8])
        /// The content of a file, streamed; suited to files of any size.
        case file(String)
    }

    /// A name looked up in `PATH`, or an absolute path.
    public var program: String
    public var arguments: [String]
    public var input: Input
    /// After this time the program and all it started are ended and the run fails.
    public var timeLimit: Duration
    /// The most bytes taken from standard output, and likewise from standard error; more is a failure.
    public var outputLimit: Int

    public init(
        _ program: String,
        _ arguments: [String] = [],
        input: Input = .none,
        timeLimit: Duration = .seconds(60),
        outputLimit: Int = 16 << 20
    ) {
        self.program = program
        self.arguments = arguments
        self.input = input
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
    }

    /// Program and arguments as one list.
    public var argumentVector: [String] { [program] + arguments }
}

extension Command: CustomStringConvertible {
    public var description: String { argumentVector.joined(separator: " ") }
}
