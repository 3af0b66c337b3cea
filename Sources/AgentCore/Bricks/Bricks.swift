package import AgentAPI
import BlockDeviceKit
import GlusterKit
import HostCommand
import MortarModel

/// The bricks of this host: XFS file systems of ours on its devices.
package struct Bricks: Sendable {
    let commands: any CommandRunner
    let devices: HostDevices
    let mounts: Mounts
    let files: HostFiles
    let gluster: Gluster
    let formatting: BrickFormatting
    let probes: BrickProbes
    let spaces = BrickSpaces()
    /// One after another: each looks at all devices before it takes one.
    let turns = Turns<String>()

    init(_ commands: any CommandRunner, devices: HostDevices, probes: BrickProbes = BrickProbes()) {
        self.commands = commands
        self.probes = probes
        self.devices = devices
        mounts = Mounts(commands)
        files = HostFiles(commands)
        gluster = Gluster(commands)
        formatting = BrickFormatting(commands)
    }

    /// Makes the file system on a blank device and mounts it for good; what an earlier call of the same brick began is finished.
    package func make(_ request: BrickRequest) async throws -> BrickFacts {
        try await explaining(
            "The brick on \(request.device) could not be made.", objects: ["device \(request.device)"]
        ) {
            try await turns.run("devices") {
                let id = try validated(request.id)
                let named = try named(request.stripe)
                let survey = try await devices.survey()
                let device = try await devices.find(request.device, in: survey)
                try refuseSecondDevice(for: id, beside: device, in: survey)
                let stripe = named ?? device.device.stripe
                let path = try await prepare(device, for: request, stripe: stripe)
                try await mount(id, path: path, stripe: stripe)
                return try await facts(of: id)
            }
        }
    }

    private func facts(of id: BrickID) async throws -> BrickFacts {
        let survey = try await devices.survey()
        guard let facts = try await facts(in: survey).first(where: { $0.id == id && $0.isMounted }) else {
            throw BlockDeviceError("the brick \(id) is not mounted although mounting it succeeded")
        }
        return facts
    }

    /// The path of the finished file system.
    private func prepare(
        _ device: SurveyedDevice, for request: BrickRequest, stripe: Stripe?
    ) async throws -> String {
        switch device.use {
        case .blank:
            if !request.wipe { try await refuseLostFileSystem(request) }
            return try await formatting.format(device.device, for: request.id, stripe: stripe)
        case .own(let own) where own.uuid == request.id.rawValue:
            return try await formatting.finish(own, on: device.device, for: request.id, stripe: stripe)
        case .own(let own):
            if !request.wipe { try await refuseContent(of: own, on: device) }
            try await removeUnguarded(BrickID(rawValue: own.uuid))
        case .occupied(let reason):
            guard request.wipe else { throw notBlank(device, reason) }
            try await devices.wipe(device)
        }
        return try await formatting.format(try await wiped(request.device), for: request.id, stripe: stripe)
    }

    private func mount(_ id: BrickID, path: String, stripe: Stripe?) async throws {
        let unit = BrickLayout.unit(id)
        try await settle()
        try await mounts.install(unit)
        if try await !isMounted(id) { try await mountOrMakeAgain(unit, id, path: path, stripe: stripe) }
        try await files.makeFolder(BrickLayout.directory(id))
    }

    private func mountOrMakeAgain(
        _ unit: MountUnit, _ id: BrickID, path: String, stripe: Stripe?
    ) async throws {
        do {
            try await mounts.mount(unit, device: path)
        } catch let failure as CommandFailure {
            // Nothing was ever written to a file system whose making was interrupted; any other one may hold data.
            guard try await XFS(commands).isHalfMade(path) else { throw failure }
            try await formatting.makeAgain(path, for: id, stripe: stripe)
            try await mounts.mount(unit, device: path)
        }
    }

    func isMounted(_ id: BrickID) async throws -> Bool {
        try await mounts.list(types: ["xfs"]).contains { $0.mountPoint == BrickLayout.mountPoint(id) }
    }

    /// Waits until udev, where it runs, knows the new file system: systemd unmounts what it finds bound to an unknown device.
    private func settle() async throws {
        guard try await files.exists("/run/udev/control") else { return }
        try await commands.output(of: Command("udevadm", ["settle", "--timeout=30"]))
    }
}
