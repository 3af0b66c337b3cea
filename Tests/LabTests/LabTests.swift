import Testing

/// All that runs on real hosts: one suite, so that its parts run one after the other and share one lab.
///
/// Extend it with a nested suite for each noun, in a folder of its own.
@Suite(
    .serialized,
    .enabled(if: SharedLab.isWanted, "Needs root and MORTAR_LAB_TESTS=1: starts hosts on this machine."),
    .sharedLab)
struct LabTests {}
