import AgentAPI
import EngineCore
import MortarModel
import OVirtAPI

extension BlockDeviceRepresentation {
    init(_ view: DeviceView, of host: Host) {
        let facts = view.facts
        self.init()
        id = view.id.mark
        href = "\(HostRepresentation.href(host.id.rawValue))/\(Self.path)/\(view.id.mark)"
        name = facts.path.split(separator: "/").last.map(String.init)
        self.host = Linked(id: host.id.rawValue)
        self.host?.name = host.name
        (path, stablePath, size) = (facts.path, facts.stablePath, facts.size.bytes)
        (model, serial, wwn) = (facts.model, facts.serial, facts.wwn)
        (transport, kind, isRotational) = (facts.transport, facts.kind, facts.isRotational)
        (state, isSpare, isCurrent) = (view.state.rawValue, view.isSpare, view.isCurrent)
        stripe = view.stripe.map { StripeRepresentation($0) }
        health = DeviceHealthRepresentation(view)
        take(view)
    }

    /// One that is asked for alone, with its history.
    init(_ view: DeviceView, of host: Host, history: [DeviceMeasurements]) {
        self.init(view, of: host)
        self.history = history.map { MeasurementsRepresentation($0) }
    }

    private mutating func take(_ view: DeviceView) {
        switch view.facts.use {
        case .blank: use = "blank"
        case .brick(let id):
            use = "brick"
            brick = Reference(id: id.rawValue)
        case .occupied: use = "occupied"
        }
        useDetail = view.absence ?? view.detail
        guard let set = view.replicaSet, let brick = view.brick else { return }
        self.brick = Reference(id: brick.id.rawValue)
        replicaSet = Reference(id: set.id.rawValue, name: set.name)
    }
}

extension DeviceHealthRepresentation {
    fileprivate init(_ view: DeviceView) {
        self.init()
        verdict = view.health.verdict.rawValue
        reasons = view.health.reasons
        daysLeft = view.daysOfLife.map { Int($0) }
        measurements = view.facts.measurements.map { MeasurementsRepresentation($0) }
    }
}

extension MeasurementsRepresentation {
    init(_ told: DeviceMeasurements) {
        self.init()
        (taken, passed, obstacle) = (told.taken, told.passed, told.obstacle)
        criticalWarning = told.criticalWarning
        failingAttributes = told.failingAttributes.isEmpty ? nil : told.failingAttributes
        (temperature, wear, powerOnHours) = (told.temperature, told.wear, told.powerOnHours)
        (spare, spareThreshold) = (told.spare, told.spareThreshold)
        (mediaErrors, kernelErrors) = (told.mediaErrors, told.kernelErrors)
        (reallocatedSectors, pendingSectors) = (told.reallocatedSectors, told.pendingSectors)
    }
}
