package import MortarModel

/// What oVirt lets a VM decide and clients insist on reading; elements of the VM itself.
package struct VMFixtures: Representation {
    package var bios: BIOS?
    package var console: EnabledRepresentation?
    package var customProperties: [Reference]?
    package var isDeleteProtected: Bool?
    package var display: Display?
    package var highAvailability: EnabledRepresentation?
    package var io: IOThreads?
    package var nextRunExists: Bool?
    package var origin: String?
    package var operatingSystem: OperatingSystemRepresentation?
    package var placementPolicy: VMPlacementPolicy?
    package var rngDevice: RNGDevice?
    package var sso: SingleSignOn?
    package var isStateless: Bool?
    package var timeZone: Reference?
    package var type: String?
    package var usb: EnabledRepresentation?

    package init() {}

    /// What holds for every VM of Mortar.
    package static let answer: Self = {
        var fixtures = Self()
        fixtures.bios = BIOS(type: "q35_sea_bios", bootMenu: false)
        fixtures.console = EnabledRepresentation(true)
        fixtures.customProperties = []
        fixtures.isDeleteProtected = false
        fixtures.display = Display(type: "vnc", monitors: 1)
        fixtures.highAvailability = EnabledRepresentation(false, priority: 0)
        fixtures.io = IOThreads(threads: 0)
        fixtures.nextRunExists = false
        fixtures.origin = "ovirt"
        fixtures.operatingSystem = OperatingSystemRepresentation()
        fixtures.operatingSystem?.type = "other_linux"
        fixtures.operatingSystem?.boot = .init(devices: ["hd"])
        fixtures.placementPolicy = VMPlacementPolicy(affinity: "migratable")
        fixtures.rngDevice = RNGDevice(source: "urandom")
        fixtures.sso = SingleSignOn(methods: [])
        fixtures.isStateless = false
        fixtures.timeZone = Reference(name: "Etc/GMT")
        fixtures.type = "server"
        fixtures.usb = EnabledRepresentation(false)
        return fixtures
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.object("bios", &bios)
        try coder.object("console", &console)
        try coder.list("custom_properties", of: "custom_property", &customProperties)
        try coder.value("delete_protected", &isDeleteProtected)
        try coder.object("display", &display)
        try coder.object("high_availability", &highAvailability)
        try coder.object("io", &io)
        try coder.value("next_run_configuration_exists", &nextRunExists)
        try coder.value("origin", &origin)
        try coder.object("os", &operatingSystem)
        try coder.object("placement_policy", &placementPolicy)
        try coder.object("rng_device", &rngDevice)
        try coder.object("sso", &sso)
        try coder.value("stateless", &isStateless)
        try coder.object("time_zone", &timeZone)
        try coder.value("type", &type)
        try coder.object("usb", &usb)
    }
}
