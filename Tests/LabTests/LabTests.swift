import Testing

/// All that runs on real hosts: one suite, so that its parts share the machine's labs.
///
/// Each part needs a trait that gives it hosts, or a turn without. Extend it with a nested suite for each noun, in a folder of its own.
@Suite(
    .enabled(if: SharedLab.isWanted, "Needs root and MORTAR_LAB_TESTS=1: starts hosts on this machine."),
    .sharedLab)
struct LabTests {}
