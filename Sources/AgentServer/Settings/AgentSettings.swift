internal import AgentAPI
internal import Certificates
package import Logging
internal import MortarModel
internal import Yams

/// What an operator can set for one host's agent; what the file does not name has its default.
package struct AgentSettings: Sendable, Hashable {
    package static let standardFile = "/etc/mortar/agent.yaml"

    /// `listen-address`: an address of this host; nil for all.
    package var listenAddress: String?
    /// `port`
    package var port = AgentProtocol.port
    /// `log-level`: `debug`, `info`, `notice`, `warning`, `error`.
    package var logLevel = Logger.Level.info
    /// `devices`: the only paths of disks and partitions that count as this host's; nil for all.
    package var devices: [String]?
    /// `smartctl`: the program that reads devices' health.
    package var smartctl = "smartctl"
    /// `fault-file`: a file that makes chosen commands fail, for tests; nil for none.
    package var faultFile: String?

    package init() {}

    /// Reads a file; a missing one means all defaults. Throws `Failure(.invalid)` where it cannot be read or something in it is not
    /// understood.
    package init(file: String) throws {
        self.init()
        do {
            guard let content = try ProtectedFile(path: file, readers: .everyone).read() else { return }
            self = try Self(yaml: content)
        } catch {
            throw Failure(
                .invalid, "The settings in \(file) cannot be read.", cause: "\(error)",
                correction: "Correct the file.")
        }
    }

    init(yaml: String) throws {
        guard let root = try Yams.compose(yaml: yaml), root.null == nil else { return }
        guard let mapping = root.mapping else { throw NotASetting(name: "the file", wanted: "names with values") }
        for (key, value) in mapping {
            try set(key.string ?? "", value)
        }
    }

    private mutating func set(_ name: String, _ value: Node) throws {
        switch name {
        case "listen-address": listenAddress = try value.string.orThrow(name, "an address")
        case "port": port = try value.int.flatMap { 1...65535 ~= $0 ? $0 : nil }.orThrow(name, "a number up to 65535")
        case "log-level":
            logLevel = try value.string.flatMap { Logger.Level(rawValue: $0) }.orThrow(name, "a level such as info")
        case "devices": devices = try value.sequence.map { try $0.map(path) }.orThrow(name, "a list of paths")
        case "smartctl": smartctl = try value.string.orThrow(name, "a program")
        case "fault-file": faultFile = try path(value)
        default: throw NotASetting(name: name, wanted: nil)
        }
    }

    private func path(_ value: Node) throws -> String {
        try value.string.flatMap { $0.hasPrefix("/") ? $0 : nil }.orThrow(value.string ?? "a list", "an absolute path")
    }
}

/// A name or a value in a settings file that means nothing.
struct NotASetting: Error, CustomStringConvertible {
    var name: String
    /// What should stand there; nil when the name itself is unknown.
    var wanted: String?

    var description: String {
        wanted.map { "“\(name)” should be \($0)." } ?? "There is no setting “\(name)”."
    }
}

extension Optional {
    fileprivate func orThrow(_ name: String, _ wanted: String) throws -> Wrapped {
        guard let self else { throw NotASetting(name: name, wanted: wanted) }
        return self
    }
}
