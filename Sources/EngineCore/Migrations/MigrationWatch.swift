import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel

/// Has a VM's move begin and follows it to its end, through restarts of the agents and of the engine.
struct MigrationWatch: Sendable {
    private static let interval = Duration.milliseconds(500)
    private static let glancesAtOutcome = 4
    /// An agent that is being upgraded is away for a few seconds.
    private static let patience: TimeInterval = 30

    let route: MigrationRoute
    let disks: [VMRequest.Disk]?
    let canPostCopy: Bool
    let context: EngineContext

    /// What was done about one move so far.
    private struct Course {
        /// Why it was ended on the way.
        var ending: Failure?
        var isPostCopy = false
        var lastHeard: Date
    }

    /// Returns how it went when the VM is at its new host; nil when that is not known. Throws when it did not get there.
    func run() async throws -> MigrationProgress? {
        if try await hasArrived() { return try await outcome() }
        let order = try order()
        try await retry(for: .seconds(Int64(Self.patience)), while: [.hostUnreachable]) {
            try await context.agent(of: route.source).migrateVM(order)
        }
        var course = Course(lastHeard: context.now())
        while try await goesOn(&course) { try await Task.sleep(for: Self.interval) }
        return try await outcome()
    }

    private func order() throws -> VMMigrationOrder {
        let inventory = context.inventory
        let policy = inventory.clusters[route.vm.clusterID]?.migration ?? MigrationPolicy()
        return VMMigrationOrder(
            id: route.vm.id, address: try inventory.hosts.required(route.target).address,
            bandwidth: policy.bandwidthOfOne, converges: policy.converges,
            allowsPostCopy: canPostCopy && policy.postCopyAfter > 0, disks: disks)
    }

    /// Looks once; false when the VM has arrived. Throws when it stays where it was.
    private func goesOn(_ course: inout Course) async throws -> Bool {
        if try await hasArrived() { return false }
        guard let report = try await report(&course) else { return true }
        if report.isGoingOn {
            tell(report.progress)
            try await steer(report, &course)
            return true
        }
        // It may have arrived, or gone ahead, since it was looked for.
        if try await hasArrived() { return false }
        if try await isAhead() { return true }
        throw course.ending ?? report.failure.map(failure) ?? Failure.notMoved(route.vm)
    }

    /// Nil when the old host does not tell, for a while: it may have lost its power, or only its agent, and libvirt tells
    /// nothing while it ends the VM's process.
    private func report(_ course: inout Course) async throws -> MigrationReport? {
        do {
            let report = try await context.agent(of: route.source).migrationReport(route.vm.id)
            course.lastHeard = context.now()
            return report
        } catch let failure as Failure {
            if context.now().timeIntervalSince(course.lastHeard) <= Self.patience { return nil }
            throw failure
        }
    }

    private func failure(_ told: Failure) -> Failure {
        Failure(
            told.code, "VM \(route.vm.name) was not moved.", cause: told.cause ?? told.message,
            correction: told.correction ?? "It goes on where it was. Try again, or choose another host.",
            objects: ["VM \(route.vm.name)"])
    }

    private func tell(_ progress: MigrationProgress?) {
        guard let progress else { return }
        context.store.observe { $0.migrations[route.vm.id] = progress }
    }
}

// MARK: On the way

extension MigrationWatch {
    /// Ends what shall not go on, and sends the guest ahead where its memory takes too long.
    private func steer(_ report: MigrationReport, _ course: inout Course) async throws {
        if course.isPostCopy { return }
        if course.ending == nil, let reason = reasonToEnd() {
            course.ending = reason
            try await end()
        }
        let policy = context.inventory.clusters[route.vm.clusterID]?.migration ?? MigrationPolicy()
        guard canPostCopy, policy.postCopyAfter > 0, course.ending == nil,
            report.progress?.elapsed ?? .zero >= .seconds(policy.postCopyAfter)
        else { return }
        try await context.agent(of: route.source).startPostCopy(route.vm.id)
        course.isPostCopy = true
    }

    private func reasonToEnd() -> Failure? {
        let inventory = context.inventory
        if inventory.vms[route.vm.id]?.migration?.isCancelled == true { return .migrationCancelled(route.vm) }
        guard let target = inventory.hosts[route.target], target.status == .nonResponsive else { return nil }
        return Failure(
            .hostUnreachable, "VM \(route.vm.name) was not moved: host \(target.name) does not answer any more.",
            correction: "It goes on where it was. Choose another host.", objects: ["host \(target.name)"])
    }

    /// Too late is no failure: it arrives then.
    private func end() async throws {
        do {
            try await context.agent(of: route.source).cancelMigration(route.vm.id)
        } catch let failure as Failure where failure.code == .conflict {
            return
        }
    }

    /// Whether the guest runs at its new host, with all of its memory; false also when that does not tell.
    private func hasArrived() async throws -> Bool { try await presence()?.isRunning == true }

    private func isAhead() async throws -> Bool {
        if case .ahead = try await presence() { return true }
        return false
    }

    /// At the new host; nil when that does not tell.
    private func presence() async throws -> VMPresence? {
        do {
            return try await context.agent(of: route.target).vmPresence(route.vm.id)
        } catch is Failure {
            return nil
        }
    }

    /// libvirt tells it a moment after the guest has begun to run. That it is not known how it went changes nothing.
    private func outcome() async throws -> MigrationProgress? {
        for _ in 0..<Self.glancesAtOutcome {
            do {
                let report = try await context.agent(of: route.target).migrationReport(route.vm.id)
                if let progress = report.progress { return progress }
            } catch is Failure {
                return nil
            }
            try await Task.sleep(for: Self.interval)
        }
        return nil
    }
}

extension MigrationPolicy {
    /// The share of one move, in MiB/s: the bandwidth is for all that go on at one host. Nil for no limit.
    var bandwidthOfOne: Int? {
        guard bandwidth > 0 else { return nil }
        let bytes = bandwidth * 1_000_000 / 8 / Inventory.migrationsPerHost
        return max(1, bytes >> 20)
    }
}

extension Failure {
    fileprivate static func notMoved(_ vm: VM) -> Failure {
        Failure(
            .toolFailed, "VM \(vm.name) was not moved.", cause: "Its move has ended, and nobody remembers why.",
            correction: "It goes on where it was. Look into libvirtd's log on that host, and try again.",
            objects: ["VM \(vm.name)"])
    }
}
