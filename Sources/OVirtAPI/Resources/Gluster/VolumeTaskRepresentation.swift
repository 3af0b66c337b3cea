package import MortarModel

/// Mortar's own: work that GlusterFS does on a volume by itself.
package struct VolumeTaskRepresentation: Representation {
    /// `rebalance` or `removal`.
    package var type: String?
    /// `not_started`, `in_progress`, `stopped`, `completed` or `failed`.
    package var status: String?
    /// Moved.
    package var files: Int64?
    /// Moved, in bytes.
    package var size: Int64?
    /// Files looked at.
    package var scanned: Int64?
    /// Files that could not be moved.
    package var failures: Int64?
    /// Files that were left where they are.
    package var skipped: Int64?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("failures", &failures)
        try coder.value("files", &files)
        try coder.value("scanned", &scanned)
        try coder.value("size", &size)
        try coder.value("skipped", &skipped)
        try coder.value("status", &status)
        try coder.value("type", &type)
    }
}
