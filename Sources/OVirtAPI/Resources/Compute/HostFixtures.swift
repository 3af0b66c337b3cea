package import MortarModel

/// What oVirt lets a host decide and clients insist on reading; elements of the host itself.
package struct HostFixtures: Representation {
    package var kdumpStatus: String?
    package var overrideIPTables: Bool?
    package var powerManagement: PowerManagement?
    package var storagePoolManager: StoragePoolManager?
    package var updateAvailable: Bool?
    package var vGPUPlacement: String?

    package init() {}

    /// What holds for every host of Mortar.
    package static let answer: Self = {
        var fixtures = Self()
        fixtures.kdumpStatus = "disabled"
        fixtures.powerManagement = PowerManagement()
        fixtures.powerManagement?.enabled = false
        fixtures.powerManagement?.kdumpDetection = false
        fixtures.powerManagement?.isAutomatic = false
        fixtures.storagePoolManager = StoragePoolManager()
        fixtures.storagePoolManager?.priority = 5
        fixtures.storagePoolManager?.status = "none"
        fixtures.updateAvailable = false
        fixtures.vGPUPlacement = "consolidated"
        return fixtures
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("kdump_status", &kdumpStatus)
        try coder.value("override_iptables", &overrideIPTables)
        try coder.object("power_management", &powerManagement)
        try coder.object("spm", &storagePoolManager)
        try coder.value("update_available", &updateAvailable)
        try coder.value("vgpu_placement", &vGPUPlacement)
    }
}

/// How a host's power is switched.
package struct PowerManagement: Representation {
    package var enabled: Bool?
    package var kdumpDetection: Bool?
    package var isAutomatic: Bool?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("automatic_pm_enabled", &isAutomatic)
        try coder.value("enabled", &enabled)
        try coder.value("kdump_detection", &kdumpDetection)
    }
}

/// oVirt's role for one host of a data center, which Mortar has no need of.
package struct StoragePoolManager: Representation {
    package var priority: Int?
    package var status: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("priority", &priority)
        try coder.value("status", &status)
    }
}
