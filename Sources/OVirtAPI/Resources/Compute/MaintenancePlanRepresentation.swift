package import MortarModel

/// Mortar's own: what putting a host into maintenance would do.
package struct MaintenancePlanRepresentation: Representation {
    /// One for each VM of the host.
    package var moves: [VMMoveRepresentation]?
    /// Those that would end.
    package var bricks: [BrickRepresentation]?
    /// Whether it would be begun now.
    package var isAllowed: Bool?
    /// What the storage has against it.
    package var refusals: [RefusalRepresentation]?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("allowed", &isAllowed)
        try coder.list("bricks", of: "brick", &bricks)
        try coder.list("refusals", of: "refusal", &refusals)
        try coder.list("vm_moves", of: "vm_move", &moves)
    }
}

/// A VM that leaves its host.
package struct VMMoveRepresentation: Representation {
    package var vm: Reference?
    /// Where it goes; nil where it cannot leave.
    package var host: Reference?
    /// Why it cannot.
    package var obstacle: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.object("host", &host)
        try coder.value("obstacle", &obstacle)
        try coder.object("vm", &vm)
    }
}
