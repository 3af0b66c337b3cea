import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    // MARK: Before it begins

    /// What moving a disk would be now; changes nothing.
    func plannedMove(of id: DiskID, _ move: DiskService.Move) throws -> MoveDisk {
        let disk = try disks.required(id)
        try refuseMove(of: disk)
        let target = try target(of: disk, move)
        let vm = vm(using: id)
        let isLive = vm.map { $0.status != .down } ?? false
        return MoveDisk(
            disk: disk, target: target.id, targetName: target.name, vm: isLive ? vm?.id : nil,
            host: try isLive ? vm?.hostID : idleCopyHost(of: disk), bandwidth: move.bandwidth)
    }

    private func target(of disk: Disk, _ move: DiskService.Move) throws -> ReplicaSet {
        let wished = try move.replicaSet.map { try replicaSets.required($0) }
        if let wished, let domain = move.storageDomain, wished.storageDomainID != domain {
            throw Failure(
                .invalid, "Replica set \(wished.name) is not in that storage domain.",
                correction: "Name a replica set of the storage domain, or only one of the two.")
        }
        if wished?.id == disk.replicaSetID {
            throw Failure(
                .conflict, "Disk \(disk.name) is on replica set \(wished?.name ?? "") already.",
                correction: "Name another replica set.", objects: ["disk \(disk.name)"])
        }
        var vm = vm(using: disk.id)
        vm?.disks.removeAll { $0 == disk.id }
        let domain = wished?.storageDomainID ?? move.storageDomain ?? disk.storageDomainID
        try refuseInactive(try storageDomains.required(domain))
        let placed = try diskPlacement(
            of: disk.size, in: domain, for: vm, on: wished?.id, leaving: disk.replicaSetID)
        return try replicaSets.required(placed.sets[0])
    }

    private func refuseInactive(_ domain: StorageDomain) throws {
        if domain.status == .active { return }
        throw Failure(
            .conflict, "Storage domain \(domain.name) is \(domain.status.rawValue).",
            correction: "Wait until it is active.")
    }

    /// One that reads its own brick, if there is any.
    private func idleCopyHost(of disk: Disk) throws -> HostID {
        let up = hosts.sortedByName.filter { $0.isPoolMember && $0.status == .up }
        let near = replicaSets[disk.replicaSetID].map(hostsWithCleanCopy) ?? []
        if let host = up.first(where: { near.contains($0.id) }) ?? up.first { return host.id }
        throw Failure(
            .hostUnreachable, "No host of the trusted pool answers.",
            correction: "Bring a host up: “mortar host list” tells their states.")
    }

    /// Takes the room, and locks the disk.
    mutating func reserve(_ move: MoveDisk, at time: Date, correlationID: String?) throws {
        let disk = try disks.required(move.disk.id)
        let now = try plannedMove(of: disk.id, .init(replicaSet: move.target))
        guard now.vm == move.vm, now.vm == nil || now.host == move.host, disk.replicaSetID == move.disk.replicaSetID
        else {
            throw Failure(
                .conflict, "The VM of disk \(disk.name) has just been started or stopped.", correction: "Ask again.",
                objects: ["disk \(disk.name)"])
        }
        try disks.update(disk.id) { disk in
            disk.status = .locked
            disk.movingSetID = move.target
        }
        addEvent(
            .diskMoveBegun, "Disk \(disk.name) is being moved to replica set \(move.targetName).", at: time,
            about: move.subjects, correlationID: correlationID)
    }

    private func refuseMove(of disk: Disk) throws {
        guard disk.status == .ok, disk.movingSetID == nil else {
            throw Failure(
                .conflict, "Disk \(disk.name) is \(disk.status == .ok ? "being moved" : disk.status.rawValue).",
                correction: disk.status == .illegal ? "Write its image again." : "Wait until its job has ended.",
                objects: ["disk \(disk.name)"])
        }
        guard let vm = vm(using: disk.id), vm.status != .down, vm.status != .up else { return }
        throw Failure(
            .conflict, "VM \(vm.name) is \(vm.status.rawValue).",
            correction: "Move its disks when it is up or down.", objects: ["VM \(vm.name)", "disk \(disk.name)"])
    }

    /// Notes that a disk's move shall end; it does unless the new image counts already.
    mutating func cancelMove(of id: DiskID) throws {
        let disk = try disks.required(id)
        guard disk.status == .locked, disk.movingSetID != nil else {
            throw Failure(
                .conflict, "Disk \(disk.name) is not being moved.",
                cause: disk.movingSetID == nil ? nil : "It has moved; only its old image is still there.",
                correction: "There is nothing to cancel.", objects: ["disk \(disk.name)"])
        }
        disks[id]?.isMoveCancelled = true
    }

    // MARK: On the way

    func copyRequest(for move: MoveDisk) throws -> DiskCopyRequest {
        let source = try replicaSets.required(move.disk.replicaSetID)
        let target = try replicaSets.required(move.target)
        return DiskCopyRequest(
            disk: move.disk.id, source: move.disk.image(on: source), target: move.disk.image(on: target), vm: move.vm,
            access: try access(for: move), servers: servers(of: target, for: move.host), bandwidth: move.bandwidth)
    }

    /// As the VM reaches its disks now, whatever the cluster wants for its next start.
    private func access(for move: MoveDisk) throws -> DiskAccess {
        guard let vm = move.vm.flatMap({ vms[$0] }), let host = move.host else { return .fuse }
        let facts = observations.hosts[host]?.facts.vms.first { $0.id == vm.id }
        return try facts?.access ?? diskAccess(for: vm, on: host)
    }

    /// Whether the VM that a disk is moved with is known not to run on its host any more; for a disk that nobody uses, whether the
    /// host that copies it does not answer.
    func hasLostCopier(_ move: MoveDisk) -> Bool {
        guard let id = move.vm else {
            guard let host = move.host.flatMap({ hosts[$0] }) else { return true }
            return [.nonResponsive, .maintenance].contains(host.status)
        }
        guard let vm = vms[id] else { return true }
        return vm.status == .down || vm.hostID != move.host
    }

    /// Has the new image be the disk's own.
    mutating func commit(_ move: MoveDisk, at time: Date) throws {
        guard let disk = disks[move.disk.id], disk.replicaSetID != move.target else { return }
        let domain = try replicaSets.required(move.target).storageDomainID
        try disks.update(disk.id) { disk in
            disk.movingSetID = disk.replicaSetID
            disk.replicaSetID = move.target
            disk.storageDomainID = domain
            disk.status = .ok
            disk.isMoveCancelled = nil
        }
        addEvent(
            .diskMoved, "Disk \(disk.name) was moved to replica set \(move.targetName).", at: time,
            about: .init(vm: vm(using: disk.id)?.id, storageDomain: domain))
    }
}
