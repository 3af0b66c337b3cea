package import MortarModel

/// The operating system of a host or a VM.
package struct OperatingSystemRepresentation: Representation {
    package var type: String?
    package var version: VersionRepresentation?
    package var customKernelCommandLine: String?
    package var reportedKernelCommandLine: String?
    package var boot: Boot?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.object("boot", &boot)
        try coder.value("custom_kernel_cmdline", &customKernelCommandLine)
        try coder.value("reported_kernel_cmdline", &reportedKernelCommandLine)
        try coder.value("type", &type)
        try coder.object("version", &version)
    }

    /// What a VM boots from.
    package struct Boot: Representation {
        /// `hd`, `cdrom`, `network`, first come first tried.
        package var devices: [String]?

        package init() {}

        package init(devices: [String]) {
            self.devices = devices
        }

        package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
            try coder.words("devices", of: "device", &devices)
        }
    }
}
