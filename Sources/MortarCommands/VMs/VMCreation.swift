import MortarClient
import MortarModel
import OVirtAPI

/// The making of a VM with its disks, which is undone when some part fails.
struct VMCreation: Sendable {
    private let vm: VMRepresentation
    private let disks: [DiskAttachmentRepresentation]
    private let image: ImageFile?

    /// - Parameters:
    ///   - disks: each with its disk in full.
    ///   - image: for the first disk, which is made large enough.
    init(_ vm: VMRepresentation, disks: [DiskAttachmentRepresentation], image: ImageFile?) {
        var disks = disks
        if let image, var first = disks.first?.disk?.content {
            first.provisionedSize = max(first.provisionedSize ?? 0, image.virtualSize)
            disks[0].disk = Linked(first)
        }
        self.vm = vm
        self.disks = disks
        self.image = image
    }

    /// Returns the VM when all of its disks are ready.
    func run(_ client: MortarClient, _ progress: ProgressDisplay) async throws -> VMRepresentation {
        let made = try await progress.step("Create VM \(vm.name ?? "")") { _ in try await client.add(vm).content }
        guard let id = made.id else { throw Failure(.internal, "The engine gave the VM no id.") }
        do {
            try await addDisks(to: id, client, progress)
            return try await client.get(VMRepresentation.self, id: id, follow: "disk_attachments.disk")
        } catch {
            throw try await undo(id, client, after: error)
        }
    }

    private func addDisks(to id: String, _ client: MortarClient, _ progress: ProgressDisplay) async throws {
        for (index, attachment) in disks.enumerated() {
            let size = ByteCount(attachment.disk?.content?.provisionedSize ?? 0)
            let disk = try await progress.step("Create disk \(index + 1) (\(size))") { _ in
                let begun = try await client.add(attachment, to: "vms/\(id)/diskattachments")
                if let job = begun.jobID { try await client.wait(for: job) }
                guard let disk = begun.content.id else { throw Failure(.internal, "The engine gave the disk no id.") }
                try await client.waitUntilReady(disk: disk)
                return disk
            }
            if index == 0, let image { try await upload(image, to: disk, client, progress) }
        }
    }

    private func upload(
        _ image: ImageFile, to disk: String, _ client: MortarClient, _ progress: ProgressDisplay
    ) async throws {
        try await progress.step("Upload image (\(ByteCount(image.size)))") { tell in
            try await client.upload(image.path, toDisk: disk) { tell(Double($0) / Double(image.size)) }
            try await client.waitUntilReady(disk: disk)
        }
    }

    /// Deletes what was made and returns what is to be thrown.
    private func undo(_ id: String, _ client: MortarClient, after error: any Error) async throws -> any Error {
        do {
            // Not part of this task, which may be the one that was interrupted.
            try await Task { try await client.removeAndWait("vms/\(id)") }.value
            return error
        } catch let undoing {
            let failure = Failure(ofCreation: error)
            let leftover = "The unfinished VM could not be deleted: \(Failure(ofCreation: undoing))"
            return JobFailure(
                failure: Failure(
                    failure.code, failure.message,
                    cause: [failure.cause, leftover].compactMap(\.self).joined(separator: " "),
                    correction: "Delete it when that is put right: mortar vm delete \(vm.name ?? id)",
                    objects: failure.objects))
        }
    }
}

extension Failure {
    fileprivate init(ofCreation error: any Error) {
        self =
            switch error {
            case let failed as JobFailure: failed.failure
            case is CancellationError: Failure(.conflict, "The creation of the VM was interrupted.")
            default: Failure(describing: error)
            }
    }
}

extension MortarClient {
    /// How long a disk may stay locked after its job has ended.
    private static let lockPatience = Duration.seconds(60)

    /// Waits until a disk can be used.
    fileprivate func waitUntilReady(disk id: String) async throws {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < Self.lockPatience {
            let disk = try await get(DiskRepresentation.self, id: id)
            if disk.status == "ok" { return }
            if disk.status == "illegal" {
                throw Failure(
                    .toolFailed, "The disk \(disk.name ?? id) could not be written.",
                    correction: "See why: mortar event list")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Failure(.timedOut, "The disk \(id) stays locked.", correction: "See why: mortar event list")
    }

    /// How long an upload that was broken off may keep its disk locked.
    private static let releasePatience = Duration.seconds(30)

    fileprivate func removeAndWait(_ path: String) async throws {
        let start = ContinuousClock.now
        while true {
            do {
                if let job = try await remove(path).jobID { try await wait(for: job) }
                return
            } catch let failure as Failure where failure.code == .conflict {
                if ContinuousClock.now - start > Self.releasePatience { throw failure }
                try await Task.sleep(for: .milliseconds(300))
            }
        }
    }
}
