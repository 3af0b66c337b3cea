package import AgentAPI
package import MortarModel
import Synchronization

// What happens to the hosts without anybody asking for it.
extension SimulatedCluster {
    /// Makes the next calls of a command fail with `toolFailed`, on whatever host.
    package func failNext(_ command: String, times: Int = 1) {
        state.withLock { $0.failures[command] = times }
    }

    /// Has the next call of a command be carried out, and its answer be lost.
    package func loseNextReply(of command: String) {
        state.withLock { _ = $0.lostReplies.insert(command) }
    }

    /// Takes a host's power away or gives it back. Its VMs are lost, what is on its disks stays.
    package func setPower(_ isOn: Bool, address: String) {
        state.withLock { state in
            state.hosts[address]?.hasPower = isOn
            if isOn { return }
            state.loseGuests(of: address)
            for (id, migration) in state.migrations where [migration.source, migration.target].contains(address) {
                state.migrations[id] = nil
                state.hosts[migration.source]?.migrationFailures[id] = Failure(.toolFailed, "the connection broke")
            }
        }
    }

    /// Has the moves of VMs come to no end until they are let go.
    package func holdMigrations(_ isHeld: Bool) {
        state.withLock { $0.areMigrationsHeld = isHeld }
    }

    /// Ends a VM's move without success, as libvirt does when the memory cannot be sent.
    package func breakMigration(of id: VMID) {
        state.withLock { state in
            guard let migration = state.migrations.removeValue(forKey: id) else { return }
            state.hosts[migration.source]?.migrationFailures[id] = Failure(.toolFailed, "the migration job failed")
        }
    }

    /// Has the moves that are ordered from now on come to no end before their guests are sent ahead.
    package func holdEachMigration() {
        state.withLock { $0.isEachMigrationHeld = true }
    }

    /// Every move that was ordered and begun.
    package var orders: [VMMigrationOrder] { state.withLock { $0.orders } }

    /// Puts something on a host's device that is not Mortar's.
    package func occupy(_ path: String, of address: String, by use: String = "a file system of somebody's") {
        changeDevice(path, of: address) { $0.use = .occupied(use) }
    }

    /// Changes what a host's device is or tells; the host announces it.
    package func changeDevice(_ path: String, of address: String, _ body: (inout DeviceFacts) -> Void) {
        state.withLock { state in
            guard let index = state.hosts[address]?.devices.firstIndex(where: { $0.path == path }) else { return }
            body(&state.hosts[address]!.devices[index])
        }
        tell(.facts, at: address)
    }

    /// Has a volume's first brick record entries that are not alike everywhere.
    package func setHeals(_ volume: String, pending: Int, splitBrain: Int = 0) {
        state.withLock { $0.heals[volume] = (pending, splitBrain) }
    }

    /// Has a VM run on a host, however it came there.
    package func run(_ vm: VMFacts, on address: String) {
        state.withLock { $0.hosts[address]?.vms[vm.id] = vm }
    }

    /// Has a VM have written more since, each write taking so long.
    package func addWrites(_ requests: Int64, of vm: VMID, each time: Duration) {
        state.withLock { state in
            let before = state.writes[vm] ?? GuestWrites(vm: vm, requests: 0, time: .zero)
            state.writes[vm] = GuestWrites(
                vm: vm, requests: before.requests + requests, time: before.time + time * Int(requests))
        }
    }

    /// Sets an option of a volume, as somebody might on a host.
    package func setOption(_ name: String, _ value: String, of volume: String) {
        state.withLock { $0.volumes[volume]?.options[name] = value }
    }

    /// Has all bricks of a volume know of entries that are stale on the brick at a place.
    package func setStale(_ volume: String, place: Int, entries: Int) {
        state.withLock { $0.blames[volume] = entries == 0 ? nil : [place: entries] }
    }

    /// Has a brick's disk fail: its file system does no work any more.
    ///
    /// - Parameter noticed: whether its process has noticed and ended.
    package func failBrick(_ id: BrickID, of address: String, noticed: Bool = false) {
        state.withLock { state in
            if noticed { state.deadBricks.insert(id) }
            state.hosts[address]?.bricks[id]?.failure = "the file system has shut down"
        }
    }

    /// Takes the arbiter out of a volume, as a command that died in the middle.
    package func loseArbiter(of volume: String) {
        state.withLock { $0.volumes[volume]?.bricks.removeAll(where: \.isArbiter) }
    }

    /// Says who is connected to each brick of a volume, by address.
    package func setClients(_ volume: String, _ clients: [[String: Int]]) {
        state.withLock { $0.clients[volume] = clients }
    }

    /// Puts so much content on a brick.
    package func fill(_ id: BrickID, of address: String, _ content: ByteCount) {
        state.withLock { state in
            guard let size = state.hosts[address]?.bricks[id]?.size else { return }
            state.hosts[address]?.bricks[id]?.free = size - content
        }
    }

    /// Takes a disk out of a host; a brick on it does not work any more.
    package func pullDevice(_ path: String, of address: String) {
        state.withLock { state in
            guard let index = state.hosts[address]?.devices.firstIndex(where: { $0.path == path }) else { return }
            let device = state.hosts[address]!.devices.remove(at: index)
            if case .brick(let id) = device.use { state.hosts[address]?.bricks[id]?.failure = "its disk was pulled" }
        }
        tell(.facts, at: address)
    }

    /// Has the copies of a file differ in a way that GlusterFS cannot decide.
    ///
    /// - Parameter copies: in the order of the volume's bricks; nil for a brick that has none.
    package func setSplitBrain(_ volume: String, _ entry: SplitBrainList.Entry, copies: [BrickCopy?]) {
        state.withLock { $0.splitBrains[volume, default: [:]][entry] = copies }
    }

    /// Waits until somebody listens to a host's changes.
    package func untilListened(_ address: String) async throws {
        while state.withLock({ $0.hosts[address]?.mailboxes.isEmpty ?? true }) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
