import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// The hosts' local disks and partitions.
enum BlockDeviceController {
    static let endpoints = [
        Endpoint(.get, "hosts/:host/blockdevices", run: list),
        Endpoint(.get, "hosts/:host/blockdevices/:id", run: get),
        Endpoint(.put, "hosts/:host/blockdevices/:id", run: update),
        Endpoint(.post, "hosts/:host/blockdevices/:id/blink", run: blink),
        Endpoint(.post, "hosts/:host/blockdevices/:id/provision", run: provision),
        Endpoint(.post, "hosts/:host/blockdevices/:id/release", run: release),
        Endpoint(.post, "hosts/:host/blockdevices/:id/replace", run: replace),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let host = try inventory.hosts.required(request.id("host"))
        try request.refuseFollow()
        let devices = inventory.deviceViews(of: host.id).map { BlockDeviceRepresentation($0, of: host) }
        return try .list(try request.cut(devices), for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        return try .one(try device(request.deviceID, engine.inventory), for: request)
    }

    private static func device(_ id: DeviceID, _ inventory: Inventory) throws -> BlockDeviceRepresentation {
        let view = try inventory.deviceView(id, of: id.host)
        return BlockDeviceRepresentation(
            view, of: try inventory.hosts.required(id.host), history: inventory.deviceRecords[id]?.history ?? [])
    }

    private static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(BlockDeviceRepresentation.self)
        let id = request.deviceID
        let present = try device(id, engine.inventory)
        if wanted.changesMoreThanSpare(of: present) {
            throw Failure(
                .invalid, "Nothing of a block device can be changed but whether it is a spare.",
                correction: "Leave out what else is to be changed.")
        }
        if let isSpare = wanted.isSpare { _ = try await engine.devices.setSpare(isSpare, id) }
        return try .one(try device(id, engine.inventory), for: request)
    }

    // MARK: Actions

    private static func blink(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await engine.devices.blink(request.deviceID, on: try await request.action().isOn ?? true)
        return try .action("complete", for: request)
    }

    private static func provision(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let job = try await engine.devices.provision(
            request.deviceID, wipe: action.wipe ?? false, stripe: try action.stripe?.geometry, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func release(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wipe = try await request.action().wipe ?? false
        let job = try await engine.devices.release(request.deviceID, wipe: wipe, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }
}

extension APIRequest {
    /// The device in the path.
    var deviceID: DeviceID {
        let (host, mark): (HostID, DeviceID) = (id("host"), id())
        return DeviceID(host: host, mark: mark.rawValue)
    }
}

extension BlockDeviceRepresentation {
    /// Whether it says more than the device's identity, its spare mark, and what is so already.
    fileprivate func changesMoreThanSpare(of present: BlockDeviceRepresentation) -> Bool {
        func rest(_ device: BlockDeviceRepresentation) -> BlockDeviceRepresentation {
            var device = device
            (device.isSpare, device.id, device.href) = (nil, nil, nil)
            // What changes by itself between reading and writing.
            (device.health, device.history, device.state, device.host) = (nil, nil, nil, nil)
            return device
        }
        return rest(self) != BlockDeviceRepresentation() && rest(self) != rest(present)
    }
}
