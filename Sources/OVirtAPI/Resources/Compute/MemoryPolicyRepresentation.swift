package import MortarModel

/// How a VM's or a cluster's memory may be stretched.
package struct MemoryPolicyRepresentation: Representation {
    package var ballooning: Bool?
    /// In bytes.
    package var guaranteed: Int64?
    /// In bytes.
    package var max: Int64?
    package var overCommit: OverCommit?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("ballooning", &ballooning)
        try coder.value("guaranteed", &guaranteed)
        try coder.value("max", &max)
        try coder.object("over_commit", &overCommit)
    }

    /// What may be promised in relation to what there is.
    package struct OverCommit: Representation {
        package var percent: Int?

        package init() {}

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.value("percent", &percent)
        }
    }
}
