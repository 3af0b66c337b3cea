import AgentAPI
import HashTreeCollections
package import MortarModel
package import Placement

import struct Foundation.Date

/// What putting a host into maintenance would do now.
package struct MaintenancePlan: Sendable {
    /// A VM that has to leave the host.
    package struct Move: Sendable {
        package var vm: VM
        /// Nil where it cannot leave.
        package var target: HostID?
        /// Why it cannot.
        package var obstacle: Failure?
    }

    package var moves: [Move]
    /// Bricks that would end, with their replica sets.
    package var bricks: [(set: ReplicaSet, brick: Brick)]
    /// What the guard has against it.
    package var refusals: [GuardVerdict.Refusal]

    package var isAllowed: Bool { refusals.isEmpty && moves.allSatisfy { $0.target != nil } }
}

extension Inventory {
    /// Where each VM of a host would go, one after the other, and what stands against the end of its bricks.
    func maintenancePlan(of workflow: DeactivateHost, at time: Date) -> MaintenancePlan {
        let host = workflow.host
        var rest = self
        // As it will be then: nothing is placed on it any more.
        rest.hosts[host.id]?.status = .preparingForMaintenance
        let moves = guests(of: host.id).map { rest.departure(of: $0, from: host, at: time) }
        guard workflow.stopsStorage else { return MaintenancePlan(moves: moves, bricks: [], refusals: []) }
        let verdict = StorageGuard(guardFacts, at: time).verdict(on: .stopHost(host.id), by: host.maintenanceOwner)
        return MaintenancePlan(moves: moves, bricks: servingBricks(of: host.id), refusals: verdict.refusals)
    }

    private mutating func departure(of vm: VM, from host: Host, at time: Date) -> MaintenancePlan.Move {
        do {
            if vm.status.isStuck { throw vm.staying(on: host) }
            // Those that start or move already are waited for.
            if vm.status == .up { try reserveMigration(of: vm.id, to: nil, by: .cluster, at: time) }
            return .init(vm: vm, target: vms[vm.id]?.migration?.target ?? host.id)
        } catch let failure as Failure {
            return .init(vm: vm, obstacle: failure)
        } catch {
            return .init(vm: vm, obstacle: Failure(.internal, "\(error)"))
        }
    }

    /// Refuses a maintenance that could not end: all VMs have to have a place to go to.
    func refuseStayingVMs(_ plan: MaintenancePlan, of host: Host) throws {
        let staying = plan.moves.compactMap { move in move.obstacle.map { (move.vm, $0) } }
        guard let first = staying.first else { return }
        let reasons = staying.map { vm, obstacle in "\(vm.name): \(obstacle.message) \(obstacle.cause ?? "")" }
        throw Failure(
            first.1.code, "\(staying.count) of \(plan.moves.count) VMs cannot leave host \(host.name).",
            cause: reasons.joined(separator: " "), correction: first.1.correction,
            objects: staying.map { "VM \($0.0.name)" })
    }
}
