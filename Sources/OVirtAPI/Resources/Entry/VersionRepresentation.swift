package import MortarModel

/// A version of something, in parts or as its maker prints it.
package struct VersionRepresentation: Representation {
    package var major: Int?
    package var minor: Int?
    package var build: Int?
    package var revision: Int?
    package var fullVersion: String?

    package init() {}

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    package init(full: String) {
        fullVersion = full
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("build", &build)
        try coder.value("full_version", &fullVersion)
        try coder.value("major", &major)
        try coder.value("minor", &minor)
        try coder.value("revision", &revision)
    }

    /// The version of oVirt whose API this is; clients unlock options by it.
    package static let compatibility = VersionRepresentation(major: 4, minor: 7)
}
