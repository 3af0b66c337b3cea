import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

import struct Foundation.Date

extension Inventory {
    /// Asks the guard and has a host take no new VMs from now on.
    ///
    /// In one transaction: of two hosts that share a replica set only one can get it.
    mutating func prepare(_ workflow: DeactivateHost, at time: Date) throws {
        let host = try hosts.required(workflow.host.id)
        guard [.up, .nonOperational, .nonResponsive, .installFailed].contains(host.status) else {
            throw Failure(
                .conflict, "Host \(host.name) is \(host.status.rawValue).",
                correction: host.status == .maintenance
                    ? "It is in maintenance already." : "Wait until that has ended, then ask again.")
        }
        if workflow.stopsStorage { try permit(.stopHost(host.id), by: host.maintenanceOwner, at: time) }
        try refuseStayingVMs(maintenancePlan(of: workflow, at: time), of: host)
        try hosts.update(host.id) { $0.status = .preparingForMaintenance }
    }

    mutating func finish(_ workflow: DeactivateHost, at time: Date) throws {
        let status = try hosts.required(workflow.host.id).status
        if status == .maintenance { return }
        guard status == .preparingForMaintenance else {
            throw Failure(
                .conflict, "Host \(workflow.host.name) is \(status.rawValue), and not on its way into maintenance.",
                correction: "See what has become of it, then ask again.")
        }
        try hosts.update(workflow.host.id) { $0.status = .maintenance }
        let reason = workflow.reason.map { " Reason: \($0)" } ?? ""
        addEvent(
            .hostInMaintenance, "Host \(workflow.host.name) is in maintenance.\(reason)", at: time,
            about: workflow.subjects)
    }

    mutating func activate(_ host: Host, at time: Date) throws {
        guard [.maintenance, .nonOperational].contains(hosts[host.id]?.status) else { return }
        try hosts.update(host.id) { host in
            host.status = .up
            host.absentSince = nil
        }
        addEvent(.hostActivated, "Host \(host.name) is back in service.", at: time, about: .init(host: host.id))
    }

    /// Whether a host's brick of a set was online when the guard's facts were taken; what is not known counts as online.
    func isOnline(_ set: ReplicaSet, on host: HostID) -> Bool {
        let bricks = guardFacts.sets.first { $0.id == set.id }?.bricks.filter { $0.host == host } ?? []
        return bricks.contains { $0.isOnline?.value != false }
    }

    /// What stands in the way of other work while hosts are on their way into maintenance.
    var maintenanceWorks: [GuardedWork] {
        hosts.filter { $0.status == .preparingForMaintenance }.flatMap { host in
            replicaSets.flatMap { set in
                set.bricks.filter { $0.hostID == host.id }.map { brick in
                    GuardedWork(
                        set: set.id, brick: brick.id, owner: host.maintenanceOwner,
                        doing: "is being stopped for maintenance", hosts: [])
                }
            }
        }
    }
}
