import AgentAPI
package import MortarModel

/// What users can ask for about devices.
package struct DeviceService: Sendable {
    private let context: EngineContext
    private let workflows: Workflows

    package init(_ context: EngineContext, workflows: Workflows) {
        self.context = context
        self.workflows = workflows
    }

    /// Keeps a blank device for the repair of a replica set, or gives it free again.
    package func setSpare(_ isSpare: Bool, _ device: DeviceID) async throws -> DeviceView {
        try await context.store.change { inventory in
            let view = try inventory.deviceView(device, of: device.host)
            if isSpare { try inventory.refuse(.spare, of: view) }
            inventory.setSpare(isSpare, view, at: context.now())
            return try inventory.deviceView(device, of: device.host)
        }
    }

    /// Begins to make a device ready as a spare.
    ///
    /// - Parameters:
    ///   - wipe: whether whatever is on it may be lost.
    ///   - stripe: of a RAID device, which bricks on it are aligned to; nil for what the device tells of itself.
    package func provision(
        _ device: DeviceID, wipe: Bool, stripe: StripeGeometry? = nil, by request: RequestOrigin
    ) async throws -> Job {
        let view = try context.inventory.deviceView(device, of: device.host)
        let workflow = ProvisionDevice(
            device: device, path: view.facts.path, hostName: try hostName(device), wipe: wipe,
            stripe: stripe)
        return try await workflows.start(
            workflow, by: request,
            reserve: { inventory in
                try inventory.refuse(
                    .provisioning(wipe: wipe), of: try inventory.deviceView(device, of: device.host))
            },
            unless: { inventory in
                try inventory.underWay(ProvisionDevice.self) {
                    $0.device == device && $0.wipe == wipe && $0.stripe == stripe
                }
            })
    }

    /// Begins to take a device out of the spares, or to remove a brick on it that this cluster does not know.
    ///
    /// - Parameter wipe: whether what is in such a brick may be lost.
    package func release(_ device: DeviceID, wipe: Bool, by request: RequestOrigin) async throws -> Job {
        let view = try context.inventory.deviceView(device, of: device.host)
        let forgotten = wipe ? view.facts.use.brickID : nil
        let workflow = ReleaseDevice(
            device: device, path: view.facts.path, hostName: try hostName(device), brick: forgotten)
        return try await workflows.start(
            workflow, by: request,
            reserve: { inventory in
                try inventory.refuse(.release(wipe: wipe), of: try inventory.deviceView(device, of: device.host))
            }, unless: { try $0.underWay(ReleaseDevice.self) { $0.device == device && $0.brick == forgotten } })
    }

    /// Switches the light of a device's slot on or off.
    ///
    /// Throws `toolFailed` where it has none that can be switched.
    package func blink(_ device: DeviceID, on isOn: Bool) async throws {
        let view = try context.inventory.deviceView(device, of: device.host)
        try await context.agent(of: device.host).blinkDevice(view.facts.stablePath, on: isOn)
    }

    private func hostName(_ device: DeviceID) throws -> String {
        try context.inventory.hosts.required(device.host).name
    }
}
