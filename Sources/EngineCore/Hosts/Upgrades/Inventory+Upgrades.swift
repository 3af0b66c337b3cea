import AgentAPI
import HashTreeCollections
import MortarModel
import Workflow

import struct Foundation.Date

extension Inventory {
    /// Takes a host out of service for an upgrade; refused as any maintenance is.
    mutating func prepare(_ workflow: UpgradeHost, at time: Date) throws {
        let host = try hosts.required(workflow.host.id)
        switch host.status {
        case .up:
            try prepare(DeactivateHost(host: host), at: time)
            try hosts.update(host.id) { $0.upgrade = .comesBack }
        case .maintenance:
            try refuseActivation(of: host)
            try hosts.update(host.id) { $0.upgrade = $0.upgrade ?? .staysInMaintenance }
        default:
            throw Failure(
                .conflict, "Host \(host.name) is \(host.status.rawValue).",
                correction: "A host is upgraded that is up or in maintenance: see what is wrong with it.",
                objects: ["host \(host.name)"])
        }
        addEvent(
            .hostUpgradeStarted, "The upgrade of host \(host.name) has begun.", at: time, about: workflow.subjects)
    }

    private func refuseActivation(of host: Host) throws {
        guard try underWay(ActivateHost.self, where: { $0.host.id == host.id }) != nil else { return }
        throw Failure(
            .conflict, "Host \(host.name) is being activated.", correction: "Ask again when that has ended.")
    }

    /// After a failure: what was not taken out of service is in no upgrade any more.
    mutating func giveUpUpgrade(of host: Host) throws {
        guard let now = hosts[host.id] else { return }
        let isLeaving = try underWay(DeactivateHost.self) { $0.host.id == host.id } != nil
        if now.status == .preparingForMaintenance, !isLeaving {
            try hosts.update(host.id) { $0.status = host.status }
        }
        let isAway = hosts[host.id].map { [.maintenance, .preparingForMaintenance].contains($0.status) } ?? false
        if isAway, now.upgrade == .comesBack { return }
        try hosts.update(host.id) { $0.upgrade = nil }
    }

    mutating func finish(_ workflow: UpgradeHost, at time: Date) throws {
        guard try hosts.required(workflow.host.id).upgrade != nil else { return }
        try hosts.update(workflow.host.id) { $0.upgrade = nil }
        let reboot = workflow.oldBootID == nil ? "" : " and rebooted"
        let rest = observations.upgrades[workflow.host.id]?.rebootReason.map { " It has to be rebooted: \($0)." } ?? ""
        addEvent(
            .hostUpgraded, "Host \(workflow.host.name) was upgraded\(reboot).\(rest)", at: time,
            about: workflow.subjects)
    }

    /// Refuses to touch a host that is being upgraded.
    func refuseUpgrade(of host: Host) throws {
        guard try underWay(UpgradeHost.self, where: { $0.host.id == host.id }) != nil else { return }
        throw Failure(
            .conflict, "Host \(host.name) is being upgraded, and comes back by itself.",
            correction: "Wait until that has ended; “mortar job list” shows it.", objects: ["host \(host.name)"])
    }
}
