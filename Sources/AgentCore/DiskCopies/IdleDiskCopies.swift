import AgentAPI
import MortarModel

/// Copies of disks that nobody uses; they end with the agent.
actor IdleDiskCopies {
    private enum Phase {
        case copying
        case complete(FileIdentity)
        case failed(Failure)
    }

    private struct Entry {
        /// Tells it from others of the same disk.
        let number: Int
        var copy: IdleDiskCopy
        var phase = Phase.copying
        /// Finishing it has the copying end.
        var end: AsyncStream<Never>.Continuation
        var ended: AsyncStream<Never>
    }

    private let images: Images
    private var entries: [DiskID: Entry] = [:]
    private var lastNumber = 0
    private let begun = AsyncStream<DiskID>.makeStream()

    init(images: Images) {
        self.images = images
    }

    /// Copies what is begun, until cancelled.
    nonisolated func run() async {
        await withDiscardingTaskGroup { group in
            for await disk in begun.stream {
                group.addTask { await self.carry(disk) }
            }
        }
    }

    func begin(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        if let entry = entry(of: request), case .failed = entry.phase { forget(request.disk) }
        if entry(of: request) == nil {
            if entries[request.disk] != nil { throw Failure.isBeingCopied(request) }
            try await marks(request).clear()
            let (ended, end) = AsyncStream<Never>.makeStream()
            let copy = try await FileQueue.run { [images] in try IdleDiskCopy(request, images) }
            lastNumber += 1
            entries[request.disk] = Entry(number: lastNumber, copy: copy, end: end, ended: ended)
            begun.continuation.yield(request.disk)
        }
        return try await facts(request)
    }

    func facts(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        guard let entry = entry(of: request) else { return DiskCopyFacts(try await marks(request).state()) }
        if case .failed(let failure) = entry.phase { throw failure }
        let progress = try await FileQueue.run { try entry.copy.progress() }
        if case .complete = entry.phase {
            return DiskCopyFacts(.complete, copied: progress.total, total: progress.total)
        }
        return DiskCopyFacts(.copying, copied: progress.copied, total: progress.total)
    }

    func switchOver(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        guard let entry = entry(of: request) else {
            if try await marks(request).state() == .switched { return DiskCopyFacts(.switched) }
            throw Failure.incomplete(request)
        }
        guard case .complete(let file) = entry.phase else { throw Failure.incomplete(request) }
        try await FileQueue.run { try entry.copy.takePlace(file) }
        try await marks(request).changed()
        forget(request.disk)
        return DiskCopyFacts(.switched)
    }

    func cancel(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        if entry(of: request) != nil { forget(request.disk) }
        let state = try await marks(request).state()
        if state != .switched {
            try await FileQueue.run { [images] in
                try remove([ImagePath(request.target, in: images.roots.root(of: request.target.volume)).copy])
            }
        }
        return DiskCopyFacts(state)
    }

    private func entry(of request: DiskCopyRequest) -> Entry? {
        guard let entry = entries[request.disk], entry.copy.request.source == request.source,
            entry.copy.request.target == request.target
        else { return nil }
        return entry
    }

    private func forget(_ disk: DiskID) {
        entries.removeValue(forKey: disk)?.end.finish()
    }

    private func marks(_ request: DiskCopyRequest) -> MoveMarks { MoveMarks(images: images, source: request.source) }

    // MARK: The work

    private func carry(_ disk: DiskID) async {
        guard let entry = entries[disk] else { return }
        let phase = await outcome(of: entry)
        // It may have been forgotten, and begun anew.
        guard let phase, entries[disk]?.number == entry.number else { return }
        entries[disk]?.phase = phase
    }

    /// Nil when it was ended.
    private nonisolated func outcome(of entry: Entry) async -> Phase? {
        await withTaskGroup(of: Phase?.self) { group in
            group.addTask {
                do {
                    return .complete(try await entry.copy.run(self.images))
                } catch {
                    return .failed(Failure.ofCopy(error, entry.copy.request))
                }
            }
            group.addTask {
                for await _ in entry.ended {}
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}

extension Failure {
    fileprivate static func isBeingCopied(_ request: DiskCopyRequest) -> Failure {
        Failure(
            .conflict, "Disk \(request.disk) is being copied elsewhere.", correction: "Wait until that has ended.",
            objects: ["disk \(request.disk)"])
    }

    fileprivate static func ofCopy(_ error: any Error, _ request: DiskCopyRequest) -> Failure {
        if let failure = error as? Failure { return failure }
        return Failure(
            .toolFailed, "Disk \(request.disk) could not be copied to volume \(request.target.volume).",
            cause: "\(error)", correction: "See whether both volumes are well, and move the disk again.",
            objects: ["disk \(request.disk)"])
    }
}
