import Foundation
import Glibc
package import MortarModel
import Yams

/// What is kept between commands: engines, tokens, and which engine is meant.
package struct Configuration: Codable, Sendable, Equatable {
    /// The context that is meant where none is named.
    package var current: String?
    package var contexts: [String: Context]

    package init(current: String? = nil, contexts: [String: Context] = [:]) {
        self.current = current
        self.contexts = contexts
    }
}

/// The file of the configuration; it holds tokens, so only its owner may read it.
package struct ConfigurationFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// `mortar/config.yaml` in `$XDG_CONFIG_HOME`, which is `~/.config` where it is not set.
    package static var standard: ConfigurationFile {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return ConfigurationFile(path: (folder ?? NSHomeDirectory() + "/.config") + "/mortar/config.yaml")
    }

    /// Empty where there is no file yet.
    package func load() throws(Failure) -> Configuration {
        guard FileManager.default.fileExists(atPath: path) else { return Configuration() }
        let text = try FileContent.text(of: path, what: "configuration")
        do {
            return try YAMLDecoder().decode(Configuration.self, from: text)
        } catch {
            throw Failure(
                .invalid, "The configuration \(path) cannot be understood.", cause: "\(error)",
                correction: "Correct it, or remove it and log in again.")
        }
    }

    /// Replaces the file in one step, with access for its owner only.
    package func save(_ configuration: Configuration) throws(Failure) {
        do {
            let text = try YAMLEncoder().encode(configuration)
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            let draft = path + ".\(getpid())"
            try write(Array(text.utf8), to: draft)
            guard rename(draft, path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        } catch {
            throw Failure(
                .invalid, "The configuration \(path) cannot be written.", cause: "\(error)",
                correction: "Check that its folder is yours and that there is space.")
        }
    }

    /// Changes what is kept.
    package func change(_ body: (inout Configuration) throws(Failure) -> Void) throws(Failure) {
        var configuration = try load()
        try body(&configuration)
        try save(configuration)
    }

    private func write(_ bytes: [UInt8], to draft: String) throws {
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            rest = rest.dropFirst(count)
        }
    }
}
