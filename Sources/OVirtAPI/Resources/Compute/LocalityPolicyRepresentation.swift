package import MortarModel

/// Mortar's own: what a cluster does about VMs that run where their disks are not.
package struct LocalityPolicyRepresentation: Representation {
    package var mode: LocalityChoice?
    /// Seconds that a VM is left where it is.
    package var patience: Int64?
    /// VMs that are moved at a time.
    package var maximumMoves: Int?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("max_moves", &maximumMoves)
        try coder.choice("mode", &mode)
        try coder.value("patience", &patience)
    }
}

/// Whether VMs are brought back to their disks.
package enum LocalityChoice: String, Sendable, CaseIterable {
    case auto
    case propose
    case off
}
