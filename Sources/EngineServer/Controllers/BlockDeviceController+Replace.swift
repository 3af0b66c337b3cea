import AgentAPI
import EngineCore
import MortarModel
import OVirtAPI

extension BlockDeviceController {
    static func replace(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let inventory = engine.inventory
        let device = try inventory.deviceView(request.deviceID, of: request.deviceID.host).place
        let target = try action.target.map { try inventory.place($0) }
        let (wipe, stripe) = (action.wipe ?? false, try action.stripe?.geometry)
        if action.plansOnly == true {
            let plan = try await engine.repair.replacementPlan(device, onto: target, wipe: wipe, stripe: stripe)
            return try answer(.init(plan, in: engine.inventory), nil, request)
        }
        let (replacement, job) = try await engine.repair.replace(
            device, onto: target, wipe: wipe, stripe: stripe, by: request.origin)
        return try answer(.init(replacement, in: engine.inventory), job, request)
    }

    private static func answer(
        _ plan: ReplacementPlanRepresentation, _ job: Job?, _ request: APIRequest
    ) throws -> APIAnswer {
        var answer = ActionRepresentation(
            status: job == nil ? "complete" : "in_progress", job: job?.id.rawValue,
            correlationID: request.correlationID)
        answer.replacementPlan = plan
        return try .one(answer, for: request)
    }
}

extension DeviceView {
    /// As repairs call it: what is not there is known by the brick that it carried.
    fileprivate var place: HostDevice { HostDevice(hostID: hostID, device: brick?.device ?? facts.stablePath) }
}

extension Inventory {
    /// The device that a client names by its host and its id or path.
    fileprivate func place(_ wanted: BlockDeviceRepresentation) throws -> HostDevice {
        guard let host = wanted.host else { throw Failure.missing("host", of: "BlockDevice", for: "replace") }
        let hostID = try host.resolve(in: hosts).id
        if let path = wanted.path { return HostDevice(hostID: hostID, device: path) }
        guard let id = wanted.id else { throw Failure.missing("path", of: "BlockDevice", for: "replace") }
        return HostDevice(
            hostID: hostID, device: try deviceView(DeviceID(host: hostID, mark: id), of: hostID).facts.stablePath)
    }
}
