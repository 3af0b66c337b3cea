import Testing

extension LabTests {
    /// The lab itself, on three hosts that its tests leave as they find them.
    ///
    /// Extend it with a nested suite for each noun.
    @Suite(.serialized, .sharedHosts) struct SharedHostsTests {}
}
