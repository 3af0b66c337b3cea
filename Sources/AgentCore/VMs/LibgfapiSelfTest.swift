package import AgentAPI
import Foundation
package import HostCommand
package import Logging
import MortarModel

/// Whether QEMU's own GlusterFS driver works on this host, found out by using it: QEMU opens, writes, reads and closes
/// a small image on a mounted volume, as the user that VMs run as.
///
/// One try takes up to 10 s, nearly all of it in closing (`glfs_fini`), so that it happens apart from everything else.
/// A pass counts until the host restarts or QEMU or GlusterFS is replaced; after a failure it is tried again every five
/// minutes that somebody asks.
package actor LibgfapiSelfTest {
    private let roots: VolumeRoots
    private let images: Images
    private let commands: any CommandRunner
    private let owner: @Sendable () throws -> ImageOwner
    private let record: String
    private let logger: Logger
    private let nudges = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    private var nextLook = ContinuousClock.now
    private var verdict = SelfTest(.untried, detail: "No volume is mounted yet.")

    /// - Parameter record: keeps a pass; in a folder that is emptied when the host starts.
    package init(
        roots: VolumeRoots, images: Images, commands: any CommandRunner, record: String = "/run/mortar-agent/libgfapi",
        owner: @escaping @Sendable () throws -> ImageOwner = ImageOwner.ofQEMU, logger: Logger
    ) {
        self.roots = roots
        self.images = images
        self.commands = commands
        self.record = record
        self.owner = owner
        self.logger = logger
    }

    /// What is known now; asking has the next try made where one is due.
    package var result: SelfTest {
        if ContinuousClock.now > nextLook { nudge() }
        return verdict
    }

    /// Tries at once, and when a try is due and somebody asks, until cancelled.
    package func run() async throws {
        nudge()
        for await _ in nudges.stream { await settle() }
    }

    private func nudge() {
        nudges.continuation.yield()
    }

    private func settle() async {
        do {
            nextLook = .now
            guard let root = try await FileQueue.run({ [roots] in try roots.mounted().first }) else { return }
            nextLook = .now + .seconds(300)
            let versions = try await versions()
            if !passedBefore(versions) {
                try await attempt(on: root)
                try keep(versions)
            }
            verdict = SelfTest(.passed, detail: "Wrote and read an image: \(versions).")
        } catch {
            verdict = SelfTest(.failed, detail: "\(error)")
            logger.warning("QEMU cannot use GlusterFS itself", metadata: ["error": "\(error)"])
        }
    }

    private func attempt(on root: VolumeRoot) async throws {
        let name = "images/selftest-\(UUID().uuidString.lowercased()).raw"
        let image = ImageReference(volume: root.volume, path: name)
        do {
            try await images.make(ImageRequest(reference: image, size: .mebibytes(1)))
            try await commands.output(of: try trial(image, servers: root.servers))
        } catch {
            try await images.delete(image)
            throw error
        }
        try await images.delete(image)
    }

    /// Reads back the pattern that it wrote; `qemu-io` fails when it differs.
    private func trial(_ image: ImageReference, servers: [String]) throws -> Command {
        let owner = try owner()
        let identity = ["--reuid=\(owner.user)", "--regid=\(owner.group)", "--clear-groups", "--no-new-privs", "--"]
        let hosts = servers.enumerated().map { number, host in
            "file.server.\(number).type=inet,file.server.\(number).host=\(host),file.server.\(number).port=24007"
        }
        let place = ["driver=raw", "file.driver=gluster", "file.volume=\(image.volume)", "file.path=\(image.path)"]
        let options = ["-t", "none", "--image-opts", (place + hosts).joined(separator: ",")]
        let actions = ["write -P 0x6d 0 64k", "flush", "read -P 0x6d 0 64k"].flatMap { ["-c", $0] }
        return Command("setpriv", identity + ["qemu-io"] + actions + options, timeLimit: .seconds(45))
    }

    private func versions() async throws -> String {
        let qemu = try await commands.output(of: Command("qemu-io", ["--version"]))
        let gluster = try await commands.output(of: Command("glusterfs", ["--version"]))
        return [qemu, gluster].map { $0.split(separator: "\n").first ?? "" }.joined(separator: ", ")
    }

    private func passedBefore(_ versions: String) -> Bool {
        FileManager.default.contents(atPath: record) == Data(versions.utf8)
    }

    private func keep(_ versions: String) throws {
        let folder = URL(filePath: record).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(versions.utf8).write(to: URL(filePath: record), options: .atomic)
    }
}
