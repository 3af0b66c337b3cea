package struct PendingUpgradesCall: AgentCall {
    package typealias Answer = PendingUpgrades
    package static let path = "upgrades/pending"
    package static let timeLimit = Duration.long
    package var refresh: Bool

    package init(refresh: Bool) {
        self.refresh = refresh
    }
}

package struct StartUpgradeCall: AgentCall {
    package typealias Answer = Done
    package static let path = "upgrades/start"
    package static let timeLimit = Duration.medium
    package var order: UpgradeOrder

    package init(order: UpgradeOrder) {
        self.order = order
    }
}

package struct UpgradeReportCall: AgentCall {
    package typealias Answer = UpgradeReport
    package static let path = "upgrades/report"
    package static let timeLimit = Duration.short
    package var order: UpgradeOrder

    package init(order: UpgradeOrder) {
        self.order = order
    }
}

package struct RebootCall: AgentCall {
    package typealias Answer = Done
    package static let path = "reboot"
    package static let timeLimit = Duration.short
    package var bootID: String

    package init(bootID: String) {
        self.bootID = bootID
    }
}
