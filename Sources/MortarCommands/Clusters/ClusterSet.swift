import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar cluster set`
struct ClusterSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set what holds for all hosts of a cluster.",
        discussion: """
            Disk access is how VMs reach their disks: auto takes libgfapi on hosts whose self-test of it has passed and \
            fuse on the others. It counts for VMs that are started from then on.

            Examples:
              mortar cluster set --disk-access fuse
              mortar cluster set --disk-access auto --cluster Default
            """)

    @Option(help: "How VMs reach their disks.")
    var diskAccess: DiskAccessChoice

    @OptionGroup var target: ClusterTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let cluster = try await target.connection.connected { client in
            let id = try await target.find(client).id ?? ""
            var change = ClusterRepresentation()
            change.diskAccess = diskAccess
            return try await client.update(change, at: "clusters/\(id)")
        }
        try output.print(
            "VMs of cluster \(cluster.name ?? "") use \(cluster.diskAccess?.rawValue ?? "") from their next start.",
            cluster.record)
    }
}

extension DiskAccessChoice: ExpressibleByArgument {}
