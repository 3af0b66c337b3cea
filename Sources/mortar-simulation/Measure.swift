import ArgumentParser
import EngineCore
import Foundation
import MortarModel
import Placement

/// How long the engine's decisions about storage and VMs take in a large cluster.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measure the engine's decisions in a large cluster; prints seconds as JSON.")

    @Option(help: "Hosts of the cluster.")
    var hosts = 1_024

    @Option(help: "Devices of each host; one of them is a spare, the others are bricks.")
    var devices = 12

    @Option(help: "Disks of VMs.")
    var disks = 10_000

    @Option(help: "VMs that are placed at once.")
    var vms = 10_000

    @Option(help: "How often each is measured; the shortest time is printed.")
    var rounds = 9

    func validate() throws {
        if hosts < 4 || devices < 3 || vms < 1 || rounds < 1 {
            throw ValidationError("At least 4 hosts, 3 devices of each, 1 VM and 1 round are needed.")
        }
    }

    func run() throws {
        let now = Date()
        let cluster = LargeCluster(hosts: hosts, devices: devices, disks: disks, at: now)
        let inventory = cluster.inventory
        try require(inventory.permits(.stopHost(cluster.firstHost), at: now), "the guard refuses what is safe")
        let failed = cluster.withFailedBrick()
        try require(!failed.repairPlans(at: now).isEmpty, "nothing is planned for a brick that has failed")
        let placement = LargePlacement(hosts: hosts, vms: vms)
        try require(placement.place(by: .evenlyDistributed) == vms, "some VMs have no host")
        let growth = LargeGrowth(hosts: hosts, devices: devices, new: 1)
        try require(growth.plan() > 0, "a new host gives no new replica set")
        var look = RepairLook()
        _ = look.plans(failed, at: now)
        let figures = [
            "guard": shortest { _ = inventory.permits(.stopHost(cluster.firstHost), at: now) },
            "repairs": shortest { _ = failed.repairPlans(at: now) },
            "placement": shortest { _ = placement.place(by: .evenlyDistributed) },
            "growth": shortest { _ = growth.plan() },
            "repairs_unchanged": shortest { _ = look.plans(failed, at: now) },
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }

    /// A figure of something that does not do its work is none.
    private func require(_ fact: Bool, _ complaint: String) throws {
        if !fact { throw Failure(.internal, "The measurement is void: \(complaint).") }
    }

    /// In seconds; what takes longer was disturbed by something else on the machine.
    private func shortest(_ work: () -> Void) -> Double {
        let clock = ContinuousClock()
        return (0..<rounds).map { _ in clock.measure(work) / .seconds(1) }.min() ?? 0
    }
}

extension Inventory {
    fileprivate func permits(_ action: GuardedAction, at time: Date) -> Bool {
        StorageGuard(guardFacts, at: time).verdict(on: action).isAllowed
    }
}
