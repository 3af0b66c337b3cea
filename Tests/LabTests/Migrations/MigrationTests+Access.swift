import HostCommand
import MortarClient
import OVirtAPI
import Testing

extension LabTests.StandingClusterTests.MigrationTests {
    /// The guest goes on while QEMU goes another way to its disks, and back.
    func switchAccess(_ bed: StandingCluster) async throws {
        try await bed.letMigrationsTake("0")
        for access in ["fuse", "libgfapi"] {
            try await bed.cluster.mortar("vm", "set", bed.vm.name, "--disk-access", access)
            try await bed.expectAccess(access == "fuse" ? "libgfapi" : "fuse")
            try await bed.cluster.mortar("vm", "migrate", bed.vm.name)
            print("switched to \(access): \(try await bed.lastMigration())")
            try await bed.expectAccess(access)
            try await bed.expectOneProcess()
            try await bed.vm.expectToGoOn(by: 50)
        }
        try await bed.cluster.mortar("vm", "set", bed.vm.name, "--disk-access", "cluster")
    }

    /// The host that QEMU asks first for the volume's description is its own: it tells nothing any more, nor do its bricks
    /// serve.
    func loseTheFirstVolfileServer(_ bed: StandingCluster) async throws {
        for access in SharedLab.isThorough ? ["fuse", "libgfapi"] : ["libgfapi"] {
            try await bed.cluster.mortar("vm", "set", bed.vm.name, "--disk-access", access)
            try await bed.migrate(to: "h3")
            try await bed.migrate(to: "h2")
            try await bed.expectAccess(access)
            let glusterd = try SharedLab.commands(on: "h2")
            try await glusterd.output(of: Command("systemctl", ["mask", "--runtime", "--now", "glusterd.service"]))
            try await bed.vm.expectToGoOn(by: 50)
            try await bed.migrate(to: "h3")
            let began = ContinuousClock.now
            try await bed.vm.verify()
            print("without a volfile server, \(access): stopped, started, verified in \(ContinuousClock.now - began)")
            try await bed.expectAccess(access)
            try await glusterd.output(of: Command("systemctl", ["unmask", "--runtime", "glusterd.service"]))
            try await glusterd.output(of: Command("systemctl", ["start", "glusterd.service"]))
            try await bed.cluster.waitUntilWhole()
        }
        try await bed.cluster.mortar("vm", "set", bed.vm.name, "--disk-access", "cluster")
    }
}

extension StandingCluster {
    func migrate(to host: String) async throws {
        if try await vm.place() == host { return }
        try await cluster.mortar("vm", "migrate", vm.name, "--to", host)
    }

    /// How QEMU reaches all of the VM's disks, by libvirt's word and by the engine's.
    func expectAccess(_ access: String) async throws {
        try await cluster.wait("\(vm.name) uses \(access)", within: .seconds(30)) { client in
            try await client.find(VMRepresentation.self, called: vm.name, kind: "VM").diskAccess == access
        }
        let description = try await SharedLab.commands(on: try await vm.place()).output(
            of: Command("virsh", ["dumpxml", vm.name]))
        let lines = description.split(separator: "\n").map { $0.drop { $0 == " " } }
        let sources = lines.filter { $0.hasPrefix("<source file=") || $0.hasPrefix("<source protocol='gluster'") }
        let kind = access == "fuse" ? "<source file=" : "<source protocol="
        #expect(sources.count == 2 && sources.allSatisfy { $0.hasPrefix(kind) }, "\(description)")
    }
}
