import AgentAPI
import MortarModel

/// What the kernel and the distribution say about the host.
struct SystemFacts: Sendable, Hashable {
    var hostname: String
    var bootID: String
    var machineID: String?
    var operatingSystem: String
    var kernel: String
    var cpus: CPUFacts
    var memory: MemoryFacts

    init(_ files: KernelFiles) throws {
        hostname = try files.line("/proc/sys/kernel/hostname")
        bootID = try files.line("/proc/sys/kernel/random/boot_id")
        machineID = try files.textIfAny("/etc/machine-id").map { String($0.prefix { !$0.isWhitespace }) }
        kernel = try files.line("/proc/sys/kernel/osrelease")
        operatingSystem = Self.prettyName(osRelease: try files.text("/etc/os-release")) ?? "unknown"
        cpus = CPUFacts(
            cpuinfo: try files.text("/proc/cpuinfo"), loadavg: try files.text("/proc/loadavg"))
        memory = MemoryFacts(meminfo: try files.text("/proc/meminfo"))
    }

    /// `PRETTY_NAME` of os-release(5), without its quotes.
    static func prettyName(osRelease: String) -> String? {
        let line = osRelease.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        return line.map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" && $0 != "'" } }
    }
}

extension CPUFacts {
    /// Reads `/proc/cpuinfo` and `/proc/loadavg`.
    init(cpuinfo: String, loadavg: String) {
        let lines = cpuinfo.split(separator: "\n")
        let model = lines.first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":", maxSplits: 1).last }
            .map { $0.split(separator: " ").joined(separator: " ") }
        self.init(
            count: lines.count { $0.hasPrefix("processor") }, model: model ?? "unknown",
            load: loadavg.split(separator: " ").first.flatMap { Double($0) } ?? 0)
    }
}

extension MemoryFacts {
    /// Reads `/proc/meminfo`, which counts in KiB.
    init(meminfo: String) {
        func value(_ name: String) -> ByteCount {
            let line = meminfo.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            let number = line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int64($0) }
            return .kibibytes(number ?? 0)
        }
        self.init(total: value("MemTotal"), available: value("MemAvailable"))
    }
}
