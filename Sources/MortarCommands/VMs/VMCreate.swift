import ArgumentParser
import MortarModel
import OVirtAPI

/// `mortar vm create`
struct VMCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a VM with its disks.",
        discussion: """
            All disks of a VM are on one replica set; the first one boots. An image, raw or qcow2, is written to the \
            first disk, which becomes at least as large as the image. Whatever fails, nothing half-made stays behind.

            Examples:
              mortar vm create web --image debian.qcow2 --memory 1GiB --cpus 2
              mortar vm create web --image debian.qcow2 --cloud-init user-data.yaml
              mortar vm create db --disk-size 20GiB --disk-size 100GiB --storage data
            """)

    @Argument(help: "The VM's name.")
    var name: String

    @Option(help: "Virtual processors.")
    var cpus = 1

    @Option(help: "Memory, as 256MiB or 2GiB.")
    var memory = ByteCount.mebibytes(256)

    @Option(help: "Size of a disk, as 1GiB; may be given several times. (default: 1 GiB)")
    var diskSize: [ByteCount] = []

    @Option(help: ArgumentHelp("A raw or qcow2 image for the first disk.", valueName: "file"))
    var image: String?

    @Option(help: "The storage domain of the disks; may be left out where there is only one.")
    var storage: String?

    @Option(
        help: ArgumentHelp(
            "cloud-init's user-data, or a folder with user-data, meta-data and network-config.", valueName: "file"))
    var cloudInit: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if cpus < 1 { throw ValidationError("A VM needs at least one CPU.") }
        if memory.bytes < 1 { throw ValidationError("A VM needs memory.") }
        if diskSize.contains(where: { $0.bytes < 1 }) { throw ValidationError("A disk needs a size.") }
    }

    func run() async throws {
        let creation = try VMCreation(wanted(), disks: disks(), image: image.map { try ImageFile(path: $0) })
        let vm = try await connection.connected { client in
            try await ProgressDisplay.showing { try await creation.run(client, $0) }
        }
        try output.print("VM \(vm.name ?? name) is created; start it with: mortar vm start \(name)", vm.record)
    }

    private func wanted() throws -> VMRepresentation {
        var vm = VMRepresentation()
        vm.name = name
        vm.memory = memory.bytes
        vm.cpu = CPURepresentation()
        vm.cpu?.topology = CPUTopology(sockets: cpus)
        vm.template = Reference(name: Reference.blankTemplate.name)
        vm.initialization = try cloudInit.map { try CloudInitFiles.initialization($0) }
        return vm
    }

    private func disks() -> [DiskAttachmentRepresentation] {
        let sizes = diskSize.isEmpty ? [.gibibytes(1)] : diskSize
        return sizes.enumerated().map { index, size in
            var disk = DiskRepresentation()
            disk.name = "\(name)-\(index + 1)"
            disk.provisionedSize = size.bytes
            disk.format = .raw
            disk.sparse = true
            disk.storageDomains = storage.map { [Linked(name: $0)] }
            var attachment = DiskAttachmentRepresentation()
            attachment.disk = Linked(disk)
            attachment.isBootable = index == 0
            attachment.isActive = true
            attachment.interface = .virtio
            return attachment
        }
    }
}
