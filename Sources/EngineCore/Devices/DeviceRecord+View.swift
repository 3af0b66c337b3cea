import AgentAPI
import MortarModel
import Placement

import struct Foundation.Date

extension DeviceRecord {
    init(of view: DeviceView) {
        self.init(
            id: view.id, hostID: view.hostID, path: view.facts.path, stablePath: view.facts.stablePath,
            size: view.facts.size)
    }

    /// Takes over what is seen of the device.
    mutating func take(_ view: DeviceView, at time: Date) {
        if view.isThere {
            if isOther(than: view.facts) { self = DeviceRecord(of: view) }
            identify(view)
            keep(view)
            missingSince = nil
        } else if view.state == .missing {
            missingSince = missingSince ?? time
        }
        if view.health.verdict != .unknown || isSilent { told = view.health.verdict }
    }

    /// Whether it never tells of its condition. One that did and is silent now is what users were told last.
    private var isSilent: Bool { !history.contains(where: \.isJudgeable) }

    private mutating func identify(_ view: DeviceView) {
        let facts = view.facts
        (path, stablePath, isRotational) = (facts.path, facts.stablePath, facts.isRotational)
        (model, serial, wwn) = (facts.model ?? model, facts.serial ?? serial, facts.wwn ?? wwn)
        brick = view.brick?.id
        if view.use == .brick { isSpare = false }
    }

    /// Whether another disk has taken its place and path; one that has lost its medium is still the same.
    private func isOther(than facts: DeviceFacts) -> Bool { size != facts.size && facts.size > .zero && size > .zero }

    private mutating func keep(_ view: DeviceView) {
        guard let new = view.facts.measurements else { return }
        let isNews = view.health.verdict != told && view.health.verdict != .unknown
        history = DeviceHistory.adding(new, to: history, isNews: isNews) ?? history
    }
}

extension DeviceView {
    /// Whether something of it has to outlive the engine: what it tells, that it is a brick, or that it is gone.
    ///
    /// A partition tells what its disk tells, which is told of the disk.
    var isWorthRecording: Bool {
        brick != nil || isSpare || state == .missing
            || (facts.kind != "part" && facts.measurements?.isTelling == true)
    }
}
