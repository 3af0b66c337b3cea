import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension HostDeviceViews {
    /// The same with its health, and the state that follows from it.
    ///
    /// - Parameter system: paths of the devices that the host itself lives on.
    func judged(_ view: DeviceView, _ system: [String]) -> DeviceView {
        var view = view
        view.absence = isCurrent ? absence(of: view) : nil
        let isLost = view.absence != nil && isEstablished(view.id)
        view.health = health(of: view, isLost: isLost)
        view.daysOfLife = measurements(of: view).flatMap {
            DeviceTrend($0, records[view.id]?.history ?? []).daysOfLife
        }
        view.state = view.use
        if view.state == .inUse, system.contains(where: { $0.isPartition(of: view.facts.path) }) {
            view.state = .system
        }
        if view.health.verdict == .failing { view.state = .failing }
        if view.health.verdict == .failed { view.state = .failed }
        if isLost && !view.isThere { view.state = .missing }
        return view
    }

    private func absence(of view: DeviceView) -> String? {
        if !view.isThere { return "It is not there any more." }
        if let brick = view.brick, bricks[brick.id]?.isInService == true { return absence(of: brick, from: view.facts) }
        // As agents write it of a device that answers with an error, or too late.
        guard records[view.id] != nil, let detail = view.detail, detail.hasPrefix("cannot be read") else { return nil }
        return "It \(detail)."
    }

    private func absence(of brick: Brick, from device: DeviceFacts) -> String? {
        guard case .brick = device.use else { return "It does not hold its brick: \(device.use.text)." }
        let isMounted = observation?.facts.bricks.contains { $0.id == brick.id && $0.isMounted } ?? false
        return isMounted ? nil : "Its brick is not mounted."
    }

    private func isEstablished(_ id: DeviceID) -> Bool {
        guard let observation, let absence = inventory.observations.absences[id] else { return false }
        return absence.isEstablished(by: observation)
    }

    private func health(of view: DeviceView, isLost: Bool) -> DeviceHealth {
        let history = records[view.id]?.history ?? []
        var health =
            measurements(of: view).map {
                DeviceHealthRules.health(of: $0, history: history, isRotational: view.facts.isRotational)
            } ?? DeviceHealth(.unknown)
        // A brick that was replaced tells of its device as well as one that is in service.
        let brick = view.facts.use.brickID ?? view.brick?.id
        let facts = observation?.facts.bricks.first { $0.id == brick }
        if let failure = facts?.failure {
            health = health.adding(.failed, "The file system of its brick does no work any more: \(failure)")
        }
        if isLost, view.isThere, let absence = view.absence { health = health.adding(.failed, absence) }
        return health
    }

    /// Those of now, or the last that were kept: an agent that has just started has measured nothing yet.
    private func measurements(of view: DeviceView) -> DeviceMeasurements? {
        view.facts.measurements ?? records[view.id]?.history.last
    }
}

extension String {
    /// Whether it is the path of a partition of a disk: `/dev/sda1` of `/dev/sda`, `/dev/nvme0n1p1` of `/dev/nvme0n1`.
    fileprivate func isPartition(of disk: String) -> Bool {
        guard hasPrefix(disk), count > disk.count else { return false }
        return dropFirst(disk.count).wholeMatch(of: disk.last?.isNumber == true ? /p[0-9]+/ : /[0-9]+/) != nil
    }
}
