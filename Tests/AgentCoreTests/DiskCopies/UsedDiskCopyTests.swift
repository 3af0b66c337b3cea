import AgentAPI
import Foundation
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite struct UsedDiskCopyTests {
    let host: VMHost
    let copies: DiskCopies
    let vm: VMRequest

    init() throws {
        host = try VMHost()
        copies = DiskCopies(hypervisor: host.hypervisor, images: host.volume.images(host.discs))
        vm = host.request(cloudInit: CloudInit(userData: "#cloud-config\n"))
        try Data().write(to: URL(filePath: host.volume.path("images/b.raw")))
    }

    private var request: DiskCopyRequest {
        DiskCopyRequest(
            disk: vm.disks[0].id, source: host.volume.reference(), target: host.volume.reference("images/b.raw"),
            vm: vm.id, access: .libgfapi, servers: ["10.0.1.13"], bandwidth: .mebibytes(50))
    }

    private var marks: [String] {
        get throws { try host.volume.files().filter { $0.hasSuffix(".moving") || $0.hasSuffix(".moved") } }
    }

    private var used: String? { host.hypervisor.state.withLock { $0.domains[host.uuid]?.description } }

    @Test func copiesAndSwitches() async throws {
        _ = try await host.machines.start(vm)
        #expect(try await copies.begin(request).state == .copying)
        #expect(
            try await copies.begin(request) == DiskCopyFacts(.copying, copied: .mebibytes(1), total: .mebibytes(4)))
        let order = try #require(host.hypervisor.state.withLock { $0.orders.last })
        #expect(host.hypervisor.state.withLock { $0.orders.count } == 1)
        #expect(order.device == "vda" && order.bandwidth == 50 << 20)
        #expect(order.destination.contains("name=\"set-1/images/b.raw\"") && order.destination.contains("10.0.1.13"))
        let early = await #expect(throws: Failure.self) { try await copies.switchOver(request) }
        #expect(early?.code == .conflict)
        try host.hypervisor.completeCopy(of: host.uuid)
        #expect(try await copies.facts(request).state == .complete)
        #expect(try marks.isEmpty)
        #expect(try await copies.switchOver(request).state == .switched)
        #expect(try marks == ["images/a.raw.moved"])
        #expect(try await copies.switchOver(request).state == .switched)
        #expect(try await copies.cancel(request).state == .switched)
    }

    @Test func theDiscWithSettingsGoesAlong() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        _ = try await copies.switchOver(request)
        #expect(used?.contains("a.raw") == false)
        #expect(used?.contains("set-1/images/b.raw.seed.iso") == true)
        let seeds = ["images/a.raw.seed.iso", "images/b.raw.seed.iso"].map {
            FileManager.default.contents(atPath: host.volume.path($0))
        }
        #expect(seeds[0] != nil && seeds[0] == seeds[1])
    }

    @Test func aCancelledCopyLeavesTheVMWithItsImage() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        #expect(try await copies.cancel(request).state == .none)
        #expect(try await copies.cancel(request).state == .none)
        #expect(used?.contains("b.raw") == false)
    }

    @Test func aCopyThatEndsByItselfIsTold() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.breakCopy(of: host.uuid)
        #expect(try await copies.facts(request).state == .none)
    }

    @Test func anAnswerThatWasLostIsNoRefusal() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        host.hypervisor.state.withLock { $0.losesPivotAnswer = true }
        #expect(try await copies.switchOver(request).state == .switched)
    }

    @Test func aRefusedChangeLeavesTheOldImage() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        host.hypervisor.state.withLock { $0.refusesPivot = true }
        await #expect(throws: Failure.self) { try await copies.switchOver(request) }
        #expect(try marks == ["images/a.raw.moving"], "until the VM tells that the copy has ended")
        #expect(try await copies.facts(request).state == .complete)
        #expect(try await copies.cancel(request).state == .none)
        #expect(try marks.isEmpty)
    }

    /// A VM that ended before it could begin: what an earlier move left beside the image says nothing.
    @Test func marksOfAnEarlierMoveAreNotBelieved() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        _ = try await copies.switchOver(request)
        #expect(try marks == ["images/a.raw.moved"])
        try await host.machines.stop(vm.id)
        await #expect(throws: Failure.self) { try await copies.begin(request) }
        #expect(try await copies.cancel(request).state == .none)
    }

    @Test func whatCountsIsKnownAfterTheVMHasEnded() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        host.hypervisor.remove(host.uuid)
        #expect(try await copies.cancel(request).state == .none)
        let refused = await #expect(throws: Failure.self) { try await copies.begin(request) }
        #expect(refused?.code == .conflict)
    }

    @Test func theChangeIsKnownAfterTheVMHasEnded() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        _ = try await copies.switchOver(request)
        host.hypervisor.remove(host.uuid)
        #expect(try await copies.facts(request).state == .switched)
        #expect(try await copies.switchOver(request).state == .switched)
    }

    @Test func aVMThatEndsInTheMomentOfTheChangeIsUnclear() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        try host.hypervisor.completeCopy(of: host.uuid)
        let (hypervisor, id) = (host.hypervisor, host.uuid)
        hypervisor.state.withLock { $0.pivoting = { hypervisor.remove(id) } }
        await #expect(throws: Failure.self) { try await copies.switchOver(request) }
        #expect(try await copies.cancel(request).state == .unclear)
        #expect(try marks == ["images/a.raw.moving"])
    }

    @Test func refusesADiskThatIsCopiedElsewhere() async throws {
        _ = try await host.machines.start(vm)
        _ = try await copies.begin(request)
        var other = request
        other.target = host.volume.reference("images/c.raw")
        let refused = await #expect(throws: Failure.self) { try await copies.begin(other) }
        #expect(refused?.code == .conflict)
    }

    @Test func findsImagesBelowMountPoints() async throws {
        let fuse = host.request(.fuse)
        _ = try await host.machines.start(fuse)
        var request = request
        (request.disk, request.access) = (fuse.disks[0].id, .fuse)
        #expect(try await copies.begin(request).state == .copying)
        let order = try #require(host.hypervisor.state.withLock { $0.orders.last })
        #expect(order.destination.contains("file=\"\(host.volume.path("images/b.raw"))\""))
        try host.hypervisor.completeCopy(of: host.uuid)
        #expect(try await copies.switchOver(request).state == .switched)
    }
}
