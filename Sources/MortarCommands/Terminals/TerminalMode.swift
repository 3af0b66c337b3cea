import Glibc
import MortarModel

/// The way a terminal treats what is typed, changed for a while.
struct TerminalMode: ~Copyable {
    private let descriptor: Int32
    private var former: termios

    /// Passes every key on at once, with what was typed before, and shows none of them.
    static func raw(_ descriptor: Int32) throws(Failure) -> TerminalMode {
        try TerminalMode(descriptor, TCSANOW) { cfmakeraw(&$0) }
    }

    /// Shows nothing of what is typed, and forgets what was typed before.
    static func silent(_ descriptor: Int32) throws(Failure) -> TerminalMode {
        try TerminalMode(descriptor, TCSAFLUSH) { $0.c_lflag &= ~tcflag_t(ECHO) }
    }

    private init(_ descriptor: Int32, _ moment: Int32, _ change: (inout termios) -> Void) throws(Failure) {
        self.descriptor = descriptor
        former = termios()
        guard tcgetattr(descriptor, &former) == 0 else {
            throw Failure(.invalid, "The terminal cannot be read.", correction: "Run this in a terminal.")
        }
        var changed = former
        change(&changed)
        guard tcsetattr(descriptor, moment, &changed) == 0 else {
            throw Failure(.invalid, "The terminal cannot be changed.", correction: "Run this in a terminal.")
        }
    }

    /// As it was before.
    deinit {
        var former = former
        tcsetattr(descriptor, TCSANOW, &former)
    }
}
