import Testing

extension LabTests {
    /// What a VM that writes all the time goes through, on one cluster after the other.
    ///
    /// Extend it with a nested suite for each noun, in a folder of its own.
    @Suite(.serialized, .sharedHosts, .standingCluster) struct StandingClusterTests {}
}
