package import AgentAPI
package import MortarModel
package import NIOCore

extension SimulatedAgent {
    // MARK: Images

    package func makeImage(_ request: ImageRequest) async throws {
        try cluster.perform("makeImage", at: address) { state in
            guard state.hosts[address]?.mounts.contains(request.reference.volume) == true else {
                throw Failure(.toolFailed, "The volume \(request.reference.volume) is not mounted.")
            }
            state.images[request.reference] = request.size
        }
    }

    package func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        var size = 0
        for try await buffer in content { size += buffer.readableBytes }
        let written = ByteCount(Int64(size))
        try cluster.perform("writeImage", at: address) { state in
            if written > request.size {
                throw Failure(.invalid, "The image has \(written), the disk only \(request.size).")
            }
            state.images[request.reference] = request.size
        }
    }

    package func deleteImage(_ reference: ImageReference) async throws {
        try cluster.perform("deleteImage", at: address) { state in
            state.images[reference] = nil
            state.contents[reference] = nil
            state.moved.remove(reference)
            state.moving.remove(reference)
        }
    }

    // MARK: VMs

    package func startVM(_ request: VMRequest) async throws -> VMFacts {
        let facts = try cluster.perform("startVM", at: address) { state in
            for disk in request.disks where state.images[disk.image] == nil {
                throw Failure(.toolFailed, "There is no image \(disk.image.path) on \(disk.image.volume).")
            }
            let facts = VMFacts(
                id: request.id, name: request.name, state: .running, reason: nil, memory: request.memory,
                cpus: request.cpus, access: request.disks.first?.access)
            state.hosts[address]?.vms[request.id] = facts
            state.hosts[address]?.attached[request.id] = Dictionary(
                uniqueKeysWithValues: request.disks.map { ($0.id, $0.image) })
            return facts
        }
        cluster.tell(.vm(facts), at: address)
        return facts
    }

    package func stopVM(_ id: VMID) async throws {
        try end(id, "stopVM", reason: "destroyed")
    }

    package func shutDownVM(_ id: VMID) async throws {
        try end(id, "shutDownVM", reason: "shutdown")
    }

    package func resumeVM(_ id: VMID) async throws -> Bool {
        let resumed = try cluster.perform("resumeVM", at: address) { state -> VMFacts? in
            guard var facts = state.hosts[address]?.vms[id], facts.state == .paused, facts.reason == "ioerror" else {
                return nil
            }
            (facts.state, facts.reason) = (.running, nil)
            state.hosts[address]?.vms[id] = facts
            return facts
        }
        guard let resumed else { return false }
        cluster.tell(.vm(resumed), at: address)
        return true
    }

    private func end(_ id: VMID, _ command: String, reason: String) throws {
        let ended = try cluster.perform(command, at: address) { state in
            state.endCopies(of: id)
            return state.hosts[address]?.vms.removeValue(forKey: id)
        }
        guard var facts = ended else { return }
        facts.state = .off
        facts.reason = reason
        cluster.tell(.vm(facts), at: address)
    }

    package func guestWrites() async throws -> [GuestWrites] {
        try cluster.perform("guestWrites", at: address) { state in
            (state.hosts[address]?.vms.keys.map(\.self) ?? []).compactMap { state.writes[$0] }
        }
    }

    package func consoleOutput(
        _ id: VMID, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        let text = try cluster.perform("consoleOutput", at: address) { state in
            guard let vm = state.hosts[address]?.vms[id] else { throw Failure(.conflict, "The VM does not run here.") }
            return "\(vm.name) login: "
        }
        return AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            continuation.yield(ByteBuffer(string: text))
            continuation.finish()
        }
    }

    package func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        try cluster.perform("writeToConsole", at: address) { state in
            guard state.hosts[address]?.vms[id] != nil else {
                throw Failure(.conflict, "The VM does not run here.")
            }
        }
    }
}
