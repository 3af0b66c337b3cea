import AgentAPI
import EngineCore
import OVirtAPI

extension PendingUpgradesRepresentation {
    init(_ pending: PendingUpgrades) {
        self.init()
        packages = pending.packages.map(PackageChangeRepresentation.init)
        needsReboot = pending.needsReboot
        rebootReason = pending.rebootReason
    }
}

extension PackageChangeRepresentation {
    fileprivate init(_ package: PendingUpgrades.Package) {
        self.init()
        name = package.name
        installed = package.installed
        candidate = package.candidate
    }
}
