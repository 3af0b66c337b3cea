package import AgentAPI
package import MortarModel
import Synchronization

extension SimulatedAgent {
    package func pendingUpgrades(refresh: Bool) async throws -> PendingUpgrades {
        try cluster.perform("pendingUpgrades", at: address) { state in
            state.hosts[address]?.pending ?? PendingUpgrades(packages: [])
        }
    }

    /// All is done at once.
    package func startUpgrade(_ order: UpgradeOrder) async throws {
        try cluster.perform("startUpgrade", at: address) { state in
            guard let host = state.hosts[address], host.upgrades[order.id] == nil else { return }
            if let failure = state.upgradeFailures.removeValue(forKey: address) {
                state.hosts[address]?.upgrades[order.id] = .failed(failure)
                return
            }
            state.hosts[address]?.upgrades[order.id] = .succeeded
            let kernel = host.pending.packages.first { $0.name.hasPrefix("linux-image") }
            state.hosts[address]?.pending = PendingUpgrades(
                packages: [], rebootReason: kernel.map { "\($0.name) is installed" } ?? host.pending.rebootReason)
        }
    }

    package func upgradeReport(_ order: UpgradeOrder) async throws -> UpgradeReport {
        try cluster.perform("upgradeReport", at: address) { state in
            guard let report = state.hosts[address]?.upgrades[order.id] else { return .unknown }
            return state.areUpgradesHeld ? .running : report
        }
    }

    package func reboot(from bootID: String) async throws {
        try cluster.perform("reboot", at: address) { state in
            guard state.hosts[address]?.bootID == bootID else { return }
            state.hosts[address]?.boots += 1
            state.hosts[address]?.upgrades = [:]
            state.hosts[address]?.pending.rebootReason = nil
            state.loseGuests(of: address)
        }
    }
}

extension SimulatedCluster.SimulatedHost {
    var bootID: String { boots == 0 ? address : "\(address) \(boots)" }
}

extension SimulatedCluster {
    /// Has a host find these packages to upgrade; a kernel among them asks for a reboot afterwards.
    package func setPending(_ packages: [PendingUpgrades.Package], at address: String) {
        state.withLock { $0.hosts[address]?.pending.packages = packages }
    }

    /// Has the next upgrade of a host's packages fail.
    package func failNextUpgrade(at address: String, _ failure: Failure) {
        state.withLock { $0.upgradeFailures[address] = failure }
    }

    /// Has upgrades come to no end until they are let go.
    package func holdUpgrades(_ isHeld: Bool) {
        state.withLock { $0.areUpgradesHeld = isHeld }
    }

    /// Waits until a host has begun an upgrade.
    package func untilUpgrading(_ address: String) async throws {
        while upgrades(of: address) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    }

    /// How many upgrades a host has begun since its last boot.
    package func upgrades(of address: String) -> Int { state.withLock { $0.hosts[address]?.upgrades.count ?? 0 } }

    /// How often a host was rebooted.
    package func boots(of address: String) -> Int { state.withLock { $0.hosts[address]?.boots ?? 0 } }
}
