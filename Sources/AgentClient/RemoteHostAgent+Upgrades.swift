package import AgentAPI

extension RemoteHostAgent {
    package func pendingUpgrades(refresh: Bool) async throws -> PendingUpgrades {
        try await requests.call(PendingUpgradesCall(refresh: refresh))
    }

    package func startUpgrade(_ order: UpgradeOrder) async throws {
        try await requests.call(StartUpgradeCall(order: order))
    }

    package func upgradeReport(_ order: UpgradeOrder) async throws -> UpgradeReport {
        try await requests.call(UpgradeReportCall(order: order))
    }

    package func reboot(from bootID: String) async throws {
        try await requests.call(RebootCall(bootID: bootID))
    }
}
