import ArgumentParser
import LabKit
import MortarModel

struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a lab, or repair the one that is there.",
        discussion: """
            Needs root. The first time, the hosts' base system is installed, which takes about two minutes; it is kept in
            /var/cache/mortar-lab. On a lab that is there, every host gets power and every network is made whole.

              sudo mortar-lab up --hosts 3 --disks 2 --disk-size 8GiB
              sudo mortar-lab up --name other --subnet 10.89 --storage-rate 400mbit
            """)

    @OptionGroup var options: LabOptions

    @Option(help: "How many hosts; 3 for a new lab.")
    var hosts: Int?

    @Option(help: "How many blank disks each host has; 2 for a new lab.")
    var disks: Int?

    @Option(help: "The size of each disk; 8GiB for a new lab. Disks are sparse files.")
    var diskSize: String?

    @Option(help: "The first two bytes of all addresses; 10.88 for a new lab.")
    var subnet: String?

    @Option(help: "What a host may send and receive on the storage network; 1gbit for a new lab.")
    var storageRate: String?

    @Option(help: "What a host may send and receive on the management network; not limited for a new lab.")
    var managementRate: String?

    @Option(help: "A path of this machine that every host sees at the same place, read-only. May be repeated.")
    var bindReadOnly: [String] = []

    func run() async throws {
        let status = try await options.lab().up(wish())
        try options.output.print(status)
    }

    private func wish() throws -> LabWish {
        LabWish(
            hosts: hosts, disks: disks, diskSize: try diskSize.map(ByteCount.init(argument:)),
            subnet: try subnet.map(Subnet.init),
            managementRate: try managementRate.map(LinkRate.init), storageRate: try storageRate.map(LinkRate.init),
            readOnlyBinds: bindReadOnly)
    }
}
