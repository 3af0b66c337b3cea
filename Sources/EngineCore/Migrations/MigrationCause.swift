/// Who wants a VM to move.
enum MigrationCause: Sendable {
    case user
    /// For a host's maintenance, or to be near its disks.
    case cluster
}
