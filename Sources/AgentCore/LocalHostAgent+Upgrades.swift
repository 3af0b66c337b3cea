package import AgentAPI

extension LocalHostAgent {
    package func pendingUpgrades(refresh: Bool) async throws -> PendingUpgrades {
        try await upgrades.pending(refresh: refresh)
    }

    package func startUpgrade(_ order: UpgradeOrder) async throws { try await upgrades.start(order) }
    package func upgradeReport(_ order: UpgradeOrder) async throws -> UpgradeReport {
        try await upgrades.report(order)
    }

    package func reboot(from bootID: String) async throws { try await upgrades.reboot(from: bootID) }
}
