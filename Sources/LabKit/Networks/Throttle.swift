import HostCommand

/// Limits what an interface may send, with a token bucket (tc-tbf(8)).
struct Throttle: Hashable, Sendable {
    var interface: String
    /// nil takes the limit away.
    var rate: LinkRate?
    /// A process in the network namespace of the interface; nil is the machine's own.
    var namespaceOf: Int32?

    /// What may wait in the bucket's queue before packets are dropped.
    private static let latency = "50ms"

    var command: Command {
        guard let leader = namespaceOf else { return Command("tc", arguments) }
        return Command("nsenter", ["--target", "\(leader)", "--net", "--", "tc"] + arguments)
    }

    /// Whether the command's failure only says that there was no limit to take away.
    func accepts(_ output: CommandOutput) -> Bool {
        output.status == 0 || rate == nil && output.standardError.contains("handle of zero")
    }

    private var arguments: [String] {
        guard let rate else { return ["qdisc", "delete", "dev", interface, "root"] }
        return [
            "qdisc", "replace", "dev", interface, "root", "tbf", "rate", "\(rate.bitsPerSecond)bit",
            "burst", "\(rate.burst)b", "latency", Self.latency,
        ]
    }
}
