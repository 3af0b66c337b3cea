import AgentAPI
import HashTreeCollections
package import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

extension Inventory {
    /// Every host's name and management address.
    var hostNames: [HostName] {
        hosts.sortedByName.map { HostName(name: $0.name, address: $0.address) }
    }

    /// Ids of the bricks that a host should have in service.
    package func bricks(on host: HostID) -> Set<BrickID> {
        let inService = replicaSets.filter(isInService)
        return Set(inService.flatMap(\.bricks).filter { $0.hostID == host }.map(\.id))
    }

    /// Hosts whose status has to change, with the new one.
    func judgements(_ silences: [HostID: TimeInterval]) -> [(id: HostID, status: HostStatus)] {
        hosts.compactMap { host in
            let status = HostHealth.status(
                of: host, facts: observations.hosts[host.id], silence: silences[host.id] ?? 0,
                bricks: bricks(on: host.id))
            return status == host.status ? nil : (host.id, status)
        }
    }

    /// Gives every host the status that follows from how long it has been silent.
    mutating func judgeHosts(_ silences: [HostID: TimeInterval], at time: Date) {
        for (id, status) in judgements(silences) {
            guard var host = hosts[id] else { continue }
            let former = host.status
            host.status = status
            switch status {
            case .nonResponsive: host.absentSince = host.absentSince ?? time
            case .up, .nonOperational: host.absentSince = nil
            default: break
            }
            hosts[id] = host
            tellStatus(of: host, former: former, at: time)
            if status == .nonResponsive { loseSight(ofVMsOn: host, at: time) }
        }
    }

    private mutating func tellStatus(of host: Host, former: HostStatus, at time: Date) {
        let subjects = EventSubjects(host: host.id)
        switch host.status {
        case .up:
            addEvent(.hostUp, "Host \(host.name) is up again (it was \(former.rawValue)).", at: time, about: subjects)
        case .nonOperational:
            let problem = observations.hosts[host.id].flatMap { HostHealth.problem($0, bricks(on: host.id)) }
            addEvent(
                .hostFailed, .warning, "Host \(host.name) is not operational: \(problem ?? "unknown").", at: time,
                about: subjects)
        case .nonResponsive:
            addEvent(.hostFailed, .error, "Host \(host.name) does not answer.", at: time, about: subjects)
        case .connecting, .installing, .installFailed, .initializing, .maintenance, .preparingForMaintenance: break
        }
    }

    private mutating func loseSight(ofVMsOn host: Host, at time: Date) {
        for var vm in vms(on: host.id) where vm.status.occupiesHost && vm.status != .migrating {
            vm.enter(.unknown, at: time)
            vms[vm.id] = vm
        }
    }
}

extension Inventory {
    // MARK: Joining and leaving

    /// One that can invite a host to the trusted pool or send it away; while a cluster is deployed none is up yet.
    func poolMember(besides id: HostID) -> Host? {
        let members = hosts.sortedByName.filter { $0.isPoolMember && $0.id != id }
        return members.first { $0.status == .up } ?? members.first
    }

    /// Refuses to let a host go that has VMs, or is about to get one.
    func refuseGuests(on host: Host) throws {
        guard let vm = (vms(on: host.id) + vms(migratingTo: host.id)).first else { return }
        throw Failure(.conflict, "VM \(vm.name) is on host \(host.name).", correction: "Stop it first.")
    }
}
