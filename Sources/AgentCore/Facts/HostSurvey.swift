package import AgentAPI
import BlockDeviceKit
import Foundation
import HostCommand
import HostNetworkKit
import MortarModel

/// Everything of a host's facts but its VMs.
package struct HostSurvey: Sendable {
    private let files: KernelFiles
    private let versions: InstalledVersions
    private let network: HostNetwork
    private let devices: HostDevices
    private let bricks: Bricks
    private let measured: MeasuredDevices
    private let mounts: VolumeMounts
    private let pool: Pool
    private let agentVersion: String
    private let recent = RecentToolFacts()

    init(
        _ commands: any CommandRunner, devices: HostDevices, bricks: Bricks, measured: MeasuredDevices,
        mounts: VolumeMounts, pool: Pool, agentVersion: String, files: KernelFiles = KernelFiles()
    ) {
        self.files = files
        self.devices = devices
        self.bricks = bricks
        self.measured = measured
        self.mounts = mounts
        self.pool = pool
        self.agentVersion = agentVersion
        versions = InstalledVersions(commands, files: files)
        network = HostNetwork(commands)
    }

    /// Looks at everything. Throws when any part cannot be told: half the facts would be taken for all of them.
    ///
    /// - Parameter maxAge: of what tools told, where the kernel's tables have not changed since.
    package func facts(
        maxAge: Duration = .zero, hasKVM: Bool, libgfapi: SelfTest, vms: [VMFacts]
    ) async throws -> HostFacts {
        try await explaining("The host's state could not be found out.") {
            let system = try SystemFacts(files)
            let tools = try await recent.facts(maxAge: maxAge, fingerprint: .now(files, bricks.probes), toolFacts)
            return HostFacts(
                observed: tools.observed, bootID: system.bootID, hostname: system.hostname,
                operatingSystem: system.operatingSystem, kernel: system.kernel,
                versions: try await versions.facts(agent: agentVersion), cpus: system.cpus, memory: system.memory,
                hasKVM: hasKVM, libgfapi: libgfapi, nics: tools.nics, devices: tools.devices.map(withMeasurements),
                bricks: tools.bricks,
                mounts: tools.mounts, gluster: tools.gluster, vms: vms, machineID: system.machineID)
        }
    }

    private func toolFacts() async throws -> ToolFacts {
        let observed = Date()
        let survey = try await devices.survey(isHurried: true)
        measured.watch(survey.map(\.device))
        return ToolFacts(
            observed: observed, nics: try await nics(), devices: survey.map(DeviceFacts.init),
            bricks: try await bricks.facts(in: survey), mounts: try await mounts.mounted(),
            gluster: try await pool.facts())
    }

    /// They are taken at other times than the rest.
    private func withMeasurements(_ device: DeviceFacts) -> DeviceFacts {
        var device = device
        let identity = MeasuredDevices.Identity(path: device.path, serial: device.serial, wwn: device.wwn)
        device.measurements = measured.measurements(of: identity)
        return device
    }

    private func nics() async throws -> [NICFacts] {
        try await network.interfaces().filter { !$0.isLoopback }.map(NICFacts.init)
    }
}

extension NICFacts {
    init(_ interface: NetworkInterface) {
        self.init(
            name: interface.name, mac: interface.mac, mtu: interface.mtu, isUp: interface.isUp,
            addresses: interface.addresses.map { "\($0.address)/\($0.prefixLength)" },
            receivedBytes: interface.receivedBytes, sentBytes: interface.sentBytes)
    }
}

extension DeviceFacts {
    init(_ survey: SurveyedDevice) {
        let device = survey.device
        self.init(
            path: device.path, stablePath: survey.stablePath, size: ByteCount(device.size), model: device.model,
            serial: device.serial, wwn: device.wwn, isRotational: device.isRotational, transport: device.transport,
            kind: device.kind,
            use: AgentAPI.DeviceUse(survey.use))
    }
}

extension AgentAPI.DeviceUse {
    fileprivate init(_ use: BlockDeviceKit.DeviceUse) {
        switch use {
        case .blank: self = .blank
        case .own(let own): self = .brick(BrickID(rawValue: own.uuid))
        case .occupied(let reason): self = .occupied(reason)
        }
    }
}
