package import MortarModel

/// How VMs move from host to host while they run.
package struct MigrationOptions: Representation {
    /// `true`, `false` or `inherit`.
    package var autoConverge: String?
    package var bandwidth: Bandwidth?
    /// `true`, `false` or `inherit`.
    package var compressed: String?
    /// `true`, `false` or `inherit`.
    package var encrypted: String?
    /// Mortar's own: seconds after which a guest goes on at its new host before its memory is there; 0 for never.
    package var postCopyAfter: Int64?

    package init() {}

    /// What holds in every cluster of Mortar.
    package static let fixed: Self = {
        var options = Self()
        options.compressed = "false"
        options.encrypted = "true"
        return options
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("auto_converge", &autoConverge)
        try coder.object("bandwidth", &bandwidth)
        try coder.value("compressed", &compressed)
        try coder.value("encrypted", &encrypted)
        try coder.value("post_copy_after", &postCopyAfter)
    }

    /// How fast.
    package struct Bandwidth: Representation {
        /// `auto`, `custom` or `hypervisor_default`.
        package var assignmentMethod: String?
        /// In Mbit/s.
        package var customValue: Int?

        package init() {}

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.value("assignment_method", &assignmentMethod)
            try coder.value("custom_value", &customValue)
        }
    }
}
