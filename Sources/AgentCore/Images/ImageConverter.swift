import AgentAPI
import HostCommand
import MortarModel
import SystemPackage

/// Makes a raw image of an uploaded file.
struct ImageConverter: Sendable {
    let commands: any CommandRunner

    /// The path of a file with the raw content; the upload itself where it is raw already.
    func raw(
        _ format: ImageFormat, path: ImagePath, request: ImageRequest, size: ByteCount, owner: ImageOwner
    ) async throws -> String {
        guard case .qcow2 = format else { return path.upload }
        try await information(path.upload, owner).refuseWhatCannotBeTaken(
            limit: request.size, name: request.reference.name)
        try await FileQueue.run {
            try remove([path.partial])
            try withFile(path.partial, [.create, .exclusiveCreate, .noFollow]) { file in
                try file.setSize(size.bytes)
                try owner.take(file)
            }
        }
        try await commands.output(of: conversion(path, owner))
        return path.partial
    }

    /// One processor-minute and 1 GiB of memory suffice for any honest image.
    private func information(_ file: String, _ owner: ImageOwner) async throws -> QEMUImageInfo {
        let limits = ["prlimit", "--cpu=60", "--as=\(1 << 30)", "--"]
        let arguments = limits + ["qemu-img", "info", "--output=json", "-f", "qcow2", file]
        let command = unprivileged(arguments, owner, timeLimit: .seconds(120))
        let json = try await commands.output(of: command)
        do {
            return try QEMUImageInfo(json: json)
        } catch {
            throw CommandFailure(command, .exit(0), tail: "its output cannot be read: \(error)")
        }
    }

    /// Into a file of zeros, of which zeros stay holes.
    private func conversion(_ path: ImagePath, _ owner: ImageOwner) -> Command {
        let options = ["-f", "qcow2", "-O", "raw", "-n", "--target-is-zero", "-S", "64k"]
        return unprivileged(
            ["qemu-img", "convert"] + options + [path.upload, path.partial], owner, timeLimit: .hours(6))
    }

    /// As the owner of images, so that a hostile image can reach what its own VM could reach and nothing else.
    func unprivileged(_ arguments: [String], _ owner: ImageOwner, timeLimit: Duration) -> Command {
        let identity = ["--reuid=\(owner.user)", "--regid=\(owner.group)", "--clear-groups", "--no-new-privs"]
        return Command("setpriv", identity + ["--"] + arguments, timeLimit: timeLimit)
    }
}

extension Duration {
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
}
