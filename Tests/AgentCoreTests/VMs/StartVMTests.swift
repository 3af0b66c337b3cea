import AgentAPI
import Foundation
import HostCommand
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite struct StartVMTests {
    let host: VMHost

    init() throws {
        host = try VMHost()
    }

    @Test func startsAnEmulatedVMOnLibgfapiWithAllServers() async throws {
        let facts = try await host.machines.start(host.request())
        #expect(
            facts
                == VMFacts(
                    id: host.id, name: "web", state: .running, reason: nil, memory: .mebibytes(256), cpus: 2,
                    access: .libgfapi))
        let description = try #require(host.hypervisor.created.first)
        #expect(description.contains("<domain type=\"qemu\">"))
        #expect(description.contains("name=\"set-1/images/a.raw\""))
        #expect(description.contains("<host name=\"10.0.1.11\""))
        #expect(description.contains("<host name=\"10.0.1.12\""))
        #expect(description.contains("\(host.consoleFolder)/\(host.id).log"))
    }

    @Test func startsAVMOnTheMount() async throws {
        _ = try await host.machines.start(host.request(.fuse))
        #expect(host.hypervisor.created.first?.contains("<source file=\"\(host.volume.path())\">") == true)
    }

    @Test func findsAVMThatRunsAlready() async throws {
        let first = try await host.machines.start(host.request())
        #expect(try await host.machines.start(host.request()) == first)
        #expect(host.hypervisor.created.count == 1)
    }

    @Test func findsAVMThatSomebodyElseStartedMeanwhile() async throws {
        host.hypervisor.state.withLock {
            $0.creationError = LibvirtError(code: .operationFailed, message: "domain is already active")
        }
        let error = await #expect(throws: Failure.self) { try await host.machines.start(host.request()) }
        #expect(error?.cause?.contains("already active") == true)
        let description = try #require(host.hypervisor.created.first)
        host.hypervisor.add(description)
        #expect(try await host.machines.start(host.request()).state == .running)
    }

    @Test func refusesAMissingImageAndAMissingMount() async throws {
        let missing = await #expect(throws: Failure.self) {
            try await host.machines.start(host.request(path: "images/none.raw"))
        }
        #expect(missing?.code == .notFound)
        var elsewhere = host.request()
        elsewhere.disks[0].image.volume = "set-2"
        await #expect(throws: Failure.self) { try await host.machines.start(elsewhere) }
        #expect(host.hypervisor.created.isEmpty)
    }

    @Test func refusesASecondProcessOnTheSameImage() async throws {
        try host.proc.addQEMU(4711, host.uuid)
        let refused = await #expect(throws: Failure.self) { try await host.machines.start(host.request()) }
        #expect(refused?.code == .conflict && refused?.cause?.contains("4711") == true)
        #expect(host.hypervisor.created.isEmpty)
    }

    @Test func refusesIdsThatAreNoneOfOurs() async throws {
        var request = host.request()
        request.id = VMID(rawValue: "../x")
        let refused = await #expect(throws: Failure.self) { try await host.machines.start(request) }
        #expect(refused?.code == .invalid)
    }

    @Test func putsTheSettingsForTheGuestBesideItsImage() async throws {
        let settings = CloudInit(userData: "#cloud-config\npassword: secret\n", networkConfig: "version: 2\n")
        _ = try await host.machines.start(host.request(cloudInit: settings))
        let seed = try #require(FileManager.default.contents(atPath: host.volume.path("images/a.raw.seed.iso")))
        #expect(
            String(decoding: seed, as: UTF8.self) == """
                user-data:#cloud-config
                password: secret

                meta-data:instance-id: \(host.id)
                local-hostname: web

                network-config:version: 2

                """)
        #expect(host.volume.status("images/a.raw.seed.iso").mode == 0o660)
        #expect(host.hypervisor.created.first?.contains("name=\"set-1/images/a.raw.seed.iso\"") == true)
        let arguments = try #require(host.discs.commands.first).arguments
        #expect(!arguments.joined().contains("secret"))
        let folder = URL(filePath: arguments[2]).deletingLastPathComponent().path()
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func aVMWithoutSettingsLosesItsOldOnes() async throws {
        try Data().write(to: URL(filePath: host.volume.path("images/a.raw.seed.iso")))
        _ = try await host.machines.start(host.request())
        #expect(try host.volume.files() == ["images/a.raw"])
        #expect(host.hypervisor.created.first?.contains("cdrom") == false)
    }
}
