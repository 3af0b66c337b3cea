import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension StandingCluster {
    func letMigrationsTake(_ bandwidth: String) async throws {
        try await cluster.mortar("cluster", "set", "--migration-bandwidth", bandwidth)
    }

    /// Moves the VM so slowly that something can be done in the middle, and returns how the command ended.
    ///
    /// - Parameter bandwidth: in Mbit/s; with 17 the memory of a small guest takes two minutes.
    func migrateSlowly(
        to host: String?, taking bandwidth: String = "17", _ middle: () async throws -> Void
    ) async throws -> CommandOutput {
        try await letMigrationsTake(bandwidth)
        let cluster = cluster
        let command =
            ["vm", "migrate", vm.name, "--config", cluster.configuration] + (host.map { ["--to", $0] } ?? [])
        async let output = cluster.run(command)
        try await untilUnderWay()
        try await middle()
        return try await output
    }

    /// Memory has been sent, and there is more.
    private func untilUnderWay() async throws {
        try await cluster.wait("the memory is on its way", within: .seconds(30)) { client in
            let jobs = try await client.list(JobRepresentation.self, follow: "steps")
            let job = jobs.first { $0.description == "Migrating VM \(vm.name)" }
            return job?.status == "started" && job?.steps?.contains { $0.progress ?? 0 > 0 } == true
        }
    }

    /// What the newest event of a migration that went well tells.
    func lastMigration() async throws -> String {
        let events = try await cluster.connected { try await $0.list(EventRepresentation.self) }
        return events.first { $0.code == 63 }?.description ?? ""
    }

    /// What a guest that breaks out of QEMU can read commands no host; libvirt's own key does.
    func expectQEMUsKeyOpensNoLibvirt() async throws {
        let commands = try SharedLab.commands(on: "h1")
        let folder = "/root/qemu-keys"
        try await commands.output(of: Command("mkdir", ["-p", folder]))
        for (from, to) in [("ca-cert", "cacert"), ("client-cert", "clientcert"), ("client-key", "clientkey")] {
            try await commands.output(of: Command("cp", ["/etc/pki/qemu/mortar/\(from).pem", "\(folder)/\(to).pem"]))
        }
        for (keys, isAdmitted) in [("/etc/mortar/migration", true), (folder, false)] {
            let uri = "qemu+tls://\(try TestCluster.address("h2"))/system?pkipath=\(keys)"
            let output = try await commands.run(Command("virsh", ["--connect", uri, "list"]))
            #expect((output.status == 0) == isAdmitted, "\(keys): \(output.standardError)")
        }
        try await commands.output(of: Command("rm", ["-r", folder]))
    }
}

extension TestCluster {
    /// libvirt listens to nobody any more, and has no keys of the cluster.
    func expectNoDoor() async throws {
        for host in hosts {
            let commands = try SharedLab.commands(on: host)
            let settings = try await commands.output(of: Command("cat", ["/etc/libvirt/libvirtd.conf"]))
            #expect(!settings.contains("Mortar"))
            #expect(try await commands.run(Command("test", ["-e", "/etc/pki/qemu/mortar"])).status == 1)
            let listening = try await commands.output(of: Command("ss", ["-ltn"]))
            #expect(!listening.contains(":16514"))
            try await commands.output(of: Command("virsh", ["list"]))
        }
    }
}
