import EngineCore
import MortarModel
import OVirtAPI

extension HostController {
    static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(HostRepresentation.self)
        var host = try engine.inventory.hosts.required(request.id())
        if wanted.changesMoreThanIsPossible(of: HostRepresentation(host, in: engine.inventory)) {
            throw Failure(
                .invalid, "Nothing of a host can be changed but keep_bricks and zone.",
                correction: "Leave out what else is to be changed.")
        }
        let change = HostService.Change(keepsBricks: wanted.mortar.keepsBricks, zone: wanted.mortar.zone)
        host = try await engine.hosts.change(change, of: host.id)
        return try .one(HostRepresentation(host, in: engine.inventory), for: request)
    }
}

extension HostRepresentation {
    /// Whether it says more than what may be changed, and what is so already.
    fileprivate func changesMoreThanIsPossible(of present: HostRepresentation) -> Bool {
        let (said, known) = (lasting, present.lasting)
        var rest = said
        func isNew<Value: Equatable>(_ part: WritableKeyPath<HostRepresentation, Value?>) -> Bool {
            defer { rest[keyPath: part] = nil }
            return said[keyPath: part] != nil && said[keyPath: part] != known[keyPath: part]
        }
        let isOther = [
            isNew(\.id), isNew(\.name), isNew(\.description), isNew(\.comment), isNew(\.address), isNew(\.cpu),
            isNew(\.operatingSystem), isNew(\.version), isNew(\.libvirtVersion), isNew(\.mortar.storageAddress),
            isNew(\.mortar.storageName), isNew(\.mortar.hasKVM), isNew(\.mortar.libgfapi),
            isNew(\.mortar.glusterVersion), isNew(\.mortar.qemuVersion), isNew(\.mortar.kernelVersion),
            said.cluster?.id.map { $0 != known.cluster?.id } ?? (said.cluster != nil),
        ].contains(true)
        rest.cluster = nil
        if rest.fixed == known.fixed { rest.fixed = HostFixtures() }
        return isOther || rest != HostRepresentation()
    }

    /// Without what changes by itself between reading and writing, and what may be changed.
    private var lasting: Self {
        var host = self
        (host.href, host.status, host.statusDetail, host.summary, host.devices) = (nil, nil, nil, nil, nil)
        (host.memory, host.maxSchedulingMemory) = (nil, nil)
        (host.mortar.keepsBricks, host.mortar.zone) = (nil, nil)
        (host.hostedEngine, host.mortar.upgrade, host.mortar.rebootReason) = (nil, nil, nil)
        host.fixed.updateAvailable = host.fixed.updateAvailable.map { _ in false }
        (host.mortar.availableMemory, host.mortar.load, host.mortar.lastSeen) = (nil, nil, nil)
        return host
    }
}
