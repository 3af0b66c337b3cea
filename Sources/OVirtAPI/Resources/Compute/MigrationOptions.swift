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

    package init() {}

    /// libvirt's own ways.
    package static let fixed: Self = {
        var options = Self()
        options.autoConverge = "false"
        options.bandwidth = Bandwidth()
        options.bandwidth?.assignmentMethod = "hypervisor_default"
        options.compressed = "false"
        options.encrypted = "false"
        return options
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("auto_converge", &autoConverge)
        try coder.object("bandwidth", &bandwidth)
        try coder.value("compressed", &compressed)
        try coder.value("encrypted", &encrypted)
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
