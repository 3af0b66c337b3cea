package import MortarModel

/// Mortar's own: where a VM would be placed now, and what speaks for and against every host.
package struct PlacementRepresentation: Resource {
    package static let element = "placement"
    package static let collection = "placements"
    package static let path = "placement"

    package var href: String?
    package var vm: Linked<VMRepresentation>?
    /// Where it would be placed; nil when no host can take it.
    package var host: Linked<HostRepresentation>?
    /// Where it is now; nil when it is down.
    package var currentHost: Linked<HostRepresentation>?
    package var policy: Reference?
    /// Sentences for people.
    package var explanation: [String]?
    package var verdicts: [HostVerdictRepresentation]?

    package init() {}

    /// An answer.
    ///
    /// - Parameter vm: the id of the VM.
    package init(vm: String) {
        href = "\(VMRepresentation.href(vm))/\(Self.path)"
        self.vm = Linked(id: vm)
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        var id: String?
        coder.identity(&id, &href)
        try coder.object("current_host", &currentHost)
        try coder.words("explanation", of: "sentence", &explanation)
        try coder.object("host", &host)
        try coder.list("host_verdicts", of: "host_verdict", &verdicts)
        try coder.object("scheduling_policy", &policy)
        try coder.object("vm", &vm)
    }
}

/// What all rules say of one host for one VM.
package struct HostVerdictRepresentation: Representation {
    package var host: Linked<HostRepresentation>?
    package var isChosen: Bool?
    /// Whether it can take the VM.
    package var isAllowed: Bool?
    /// Of all weights.
    package var points: Double?
    package var filters: [FilterVerdictRepresentation]?
    package var weights: [WeightVerdictRepresentation]?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("allowed", &isAllowed)
        try coder.value("chosen", &isChosen)
        try coder.list("filters", of: "filter", &filters)
        try coder.object("host", &host)
        try coder.value("points", &points)
        try coder.list("weights", of: "weight", &weights)
    }
}

/// What one filter says of a host.
package struct FilterVerdictRepresentation: Representation {
    package var name: String?
    package var isPassed: Bool?
    /// With a verb whose subject is the host.
    package var reason: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("name", &name)
        try coder.value("passed", &isPassed)
        try coder.value("reason", &reason)
    }
}

/// What one weight says of a host.
package struct WeightVerdictRepresentation: Representation {
    package var name: String?
    /// The most points that it gives.
    package var factor: Int?
    package var points: Double?
    /// With a verb whose subject is the host.
    package var reason: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("factor", &factor)
        try coder.value("name", &name)
        try coder.value("points", &points)
        try coder.value("reason", &reason)
    }
}
