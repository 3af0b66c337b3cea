import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar vm set`
struct VMSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set where a VM may run and how it reaches its disks.",
        discussion: """
            A pinned VM starts on no other hosts than those named. For a VM that is highly available room is kept, so \
            that it fits on the others when its host is lost; it is not started there by itself.

            What is set counts from the VM's next start or migration: to have a running VM reach its disks another way, \
            set it and migrate the VM.

            Examples:
              mortar vm set web --pin h1 --pin h2
              mortar vm set web --unpin
              mortar vm set db --high-availability on
              mortar vm set db --disk-access fuse
            """)

    @Option(help: ArgumentHelp("The only host that it may run on; may be given several times.", valueName: "host"))
    var pin: [String] = []

    @Flag(help: "Let it run on all hosts of its cluster again.")
    var unpin = false

    @Option(help: "Whether room is kept for it on other hosts.")
    var highAvailability: Switch?

    @Option(
        help: ArgumentHelp(
            "How it reaches its disks: auto (libgfapi where it works), libgfapi, fuse, or cluster for its cluster's way.",
            valueName: "way"))
    var diskAccess: VMDiskAccessChoice?

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if unpin, !pin.isEmpty { throw ValidationError("Give either --pin or --unpin.") }
        if !unpin, pin.isEmpty, highAvailability == nil, diskAccess == nil {
            throw ValidationError("There is nothing to set. Name what shall be changed, as --pin h1.")
        }
    }

    func run() async throws {
        let vm = try await target.connection.connected { client in
            let id = try await target.find(client).id ?? ""
            return try await client.update(change, at: "\(VMRepresentation.path)/\(id)")
        }
        let access = diskAccess.map { "; it reaches its disks by \($0.words) from its next start or migration" } ?? ""
        try output.print("VM \(vm.name ?? "") \(vm.placementWords)\(access).", vm.record)
    }

    private var change: VMRepresentation {
        var change = VMRepresentation()
        change.diskAccessPolicy = diskAccess
        change.fixed.highAvailability = highAvailability.map { EnabledRepresentation($0.isOn) }
        if unpin || !pin.isEmpty {
            change.fixed.placementPolicy = VMPlacementPolicy()
            change.fixed.placementPolicy?.hosts = pin.map { Reference(name: $0) }
        }
        return change
    }
}

extension VMRepresentation {
    /// The names of the hosts that it is pinned to.
    var pinnedHosts: [String] { (fixed.placementPolicy?.hosts ?? []).compactMap { $0.name ?? $0.id } }

    fileprivate var placementWords: String {
        let hosts = pinnedHosts.isEmpty ? "all hosts of its cluster" : pinnedHosts.joined(separator: ", ")
        let isProtected = fixed.highAvailability?.enabled == true
        return "may run on \(hosts); room for it elsewhere is \(isProtected ? "" : "not ")kept"
    }
}

extension VMDiskAccessChoice: ExpressibleByArgument {
    fileprivate var words: String {
        switch self {
        case .cluster: "its cluster's way"
        case .auto: "libgfapi where that works, or FUSE,"
        case .libgfapi: "libgfapi"
        case .fuse: "FUSE"
        }
    }
}
