import AgentAPI
import EngineCore
import Foundation
import MortarModel
import SimulatedAgent
import Testing

@Suite struct HostHealthTests {
    private func host(_ status: HostStatus) -> MortarModel.Host {
        .init(
            name: "h1", clusterID: .init(), address: "10.0.0.1", storageAddress: "10.0.1.1", status: status,
            agentKeyFingerprint: "")
    }

    private func observation(gluster: Bool = true, libvirt: String? = "9", bricks: [BrickID] = []) -> HostObservation {
        let facts = HostFacts(
            observed: .now, bootID: "", hostname: "h1", operatingSystem: "", kernel: "",
            versions: .init(agent: "0", gluster: "10", libvirt: libvirt, qemu: "7"),
            cpus: .init(count: 1, model: "", load: 0), memory: .init(total: .zero, available: .zero), hasKVM: false,
            libgfapi: .init(.untried, detail: ""), nics: [], devices: [],
            bricks: bricks.map {
                .init(
                    id: $0, device: "", isMounted: true, size: .zero, free: .zero, directory: "", provisioning: "plain")
            }, mounts: [], gluster: .init(isRunning: gluster, uuid: nil, peers: []), vms: [])
        return HostObservation(facts: facts, lastHeard: .now)
    }

    @Test(arguments: [
        (0, HostStatus.up), (5, .up), (5.1, .connecting), (8, .connecting), (8.1, .nonResponsive),
        (900, .nonResponsive),
    ])
    func silenceDecides(silence: TimeInterval, status: HostStatus) {
        for former in [HostStatus.up, .connecting, .nonResponsive, .nonOperational] {
            #expect(
                HostHealth.status(of: host(former), facts: observation(), silence: silence, bricks: []) == status)
        }
    }

    @Test func aHostThatAnswersButLacksSomethingIsNotOperational() {
        let brick = BrickID()
        let lacking: [(HostObservation, Set<BrickID>)] = [
            (observation(gluster: false), []), (observation(libvirt: nil), []), (observation(), [brick]),
        ]
        for (observation, bricks) in lacking {
            let status = HostHealth.status(of: host(.up), facts: observation, silence: 0, bricks: bricks)
            #expect(status == .nonOperational)
            #expect(HostHealth.problem(observation, bricks) != nil)
        }
        let whole = observation(bricks: [brick])
        #expect(HostHealth.status(of: host(.nonOperational), facts: whole, silence: 0, bricks: [brick]) == .up)
    }

    @Test(arguments: [HostStatus.maintenance, .installing, .installFailed, .preparingForMaintenance])
    func whatSomebodyElseDecidesStays(status: HostStatus) {
        #expect(HostHealth.status(of: host(status), facts: nil, silence: 900, bricks: []) == status)
    }
}

@Suite struct WatchHostsTests {
    @Test func aHostWithoutPowerLosesItsVMsAndComesBack() async throws {
        let world = try await World()
        let vm = try await world.makeVM()
        try await world.running {
            let job = try await world.engine.vms.start(vm.id, by: .init())
            try await world.engine.workflows.result(of: job.id)
            let host = try #require(world.context.inventory.vms[vm.id]?.hostID)
            let address = try world.context.inventory.hosts.required(host).address
            world.cluster.setPower(false, address: address)
            _ = try await world.context.store.first { $0.hosts[host]?.status == .nonResponsive ? true : nil }
            #expect(world.context.inventory.vms[vm.id]?.status == .unknown)
            world.cluster.setPower(true, address: address)
            _ = try await world.context.store.first { $0.hosts[host]?.status == .up ? true : nil }
            _ = try await world.context.store.first { $0.vms[vm.id]?.status == .down ? true : nil }
            let codes = Set(world.context.inventory.events.map(\.code))
            #expect(codes.isSuperset(of: [EventCode.hostFailed, .hostUp, .vmDown].map(\.rawValue)))
        }
    }
}
