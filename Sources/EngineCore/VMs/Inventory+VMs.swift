import AgentAPI
import Foundation
import MortarModel

/// Decides a VM's status from what its host tells.
enum VMState {
    /// libvirt's word for why a VM does not run any more on the host that it left.
    static let movedAway = "migrated"
    /// Seconds that a guest may take to shut down; it tells nobody that it does not.
    static let shutdownLimit: TimeInterval = 300

    /// - Parameters:
    ///   - facts: nil when the host knows nothing of the VM.
    ///   - time: when the facts were true.
    static func status(of vm: VM, facts: VMFacts?, at time: Date) -> VMStatus {
        switch facts?.state {
        case .running: isShuttingDown(vm, at: time) ? .poweringDown : .up
        case .paused: .paused
        case .shuttingDown: .poweringDown
        // Somebody else moved it: that host does not know where it runs now.
        case .off where facts?.reason == movedAway: .unknown
        case .off, .crashed, nil: .down
        }
    }

    private static func isShuttingDown(_ vm: VM, at time: Date) -> Bool {
        vm.status == .poweringDown && time.timeIntervalSince(vm.statusSince) < shutdownLimit
    }
}

extension Inventory {
    /// Takes over what a host just told of one VM.
    mutating func take(_ facts: VMFacts, on host: HostID, at time: Date) {
        guard let vm = vms[facts.id], vm.hostID == host, !vm.status.isDecidedByItsJob else { return }
        enter(VMState.status(of: vm, facts: facts, at: time), vm, facts, at: time)
    }

    /// Takes over a host's whole list of VMs.
    ///
    /// - Parameter asked: when the list was asked for; VMs that changed later are left alone, for the list may be older.
    mutating func take(_ list: [VMFacts], on host: HostID, asked: Date, at time: Date) {
        for (vm, facts, status) in outdated(list, on: host, asked: asked) { enter(status, vm, facts, at: time) }
        for (vm, facts) in found(list, on: host, asked: asked) { adopt(vm, facts, on: host, at: time) }
    }

    /// Whether taking over the list would change anything.
    func wouldChange(_ list: [VMFacts], on host: HostID, asked: Date) -> Bool {
        !outdated(list, on: host, asked: asked).isEmpty || !found(list, on: host, asked: asked).isEmpty
    }

    private func outdated(_ list: [VMFacts], on host: HostID, asked: Date) -> [(VM, VMFacts?, VMStatus)] {
        let told = Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return vms(on: host).compactMap { vm in
            guard vm.status.occupiesHost, !vm.status.isDecidedByItsJob, vm.statusSince < asked else { return nil }
            let status = VMState.status(of: vm, facts: told[vm.id], at: asked)
            let isKnown = status == vm.status && !hasNewlyClosedDisk(vm, told[vm.id])
            return isKnown ? nil : (vm, told[vm.id], status)
        }
    }

    /// VMs that run on a host where nobody expected them: moved by hand, or while their move could not be followed. What a host
    /// remembers while libvirt does not answer has a reason, and does not count.
    private func found(_ list: [VMFacts], on host: HostID, asked: Date) -> [(VM, VMFacts)] {
        list.compactMap { facts in
            guard facts.state == .running && facts.reason == nil || facts.standsStillForItsDisk, let vm = vms[facts.id],
                vm.hostID != host,
                vm.statusSince < asked,
                vm.status == .down || vm.status == .unknown
            else { return nil }
            return (vm, facts)
        }
    }

    private mutating func adopt(_ vm: VM, _ facts: VMFacts, on host: HostID, at time: Date) {
        var found = vm
        found.enter(VMState.status(of: vm, facts: facts, at: time), at: time)
        found.hostID = host
        vms[vm.id] = found
        addEvent(
            .vmFound, .warning, "VM \(vm.name) was found on host \(hosts[host]?.name ?? "?").", at: time,
            about: EventSubjects(host: host, vm: vm.id))
    }

    private mutating func enter(_ status: VMStatus, _ vm: VM, _ facts: VMFacts?, at time: Date) {
        if hasNewlyClosedDisk(vm, facts) { noteClosedDisk(of: vm, at: time) }
        guard status != vm.status else { return }
        vms[vm.id]?.enter(status, at: time)
        let subjects = EventSubjects(host: vm.hostID, vm: vm.id)
        let reason = facts?.reason.map { " (\($0))" } ?? ""
        switch status {
        case .down where vm.status == .poweringDown:
            addEvent(.vmDown, "VM \(vm.name) is down\(reason).", at: time, about: subjects)
        case .down:
            addEvent(.vmDown, .error, "VM \(vm.name) went down by itself\(reason).", at: time, about: subjects)
        case .paused:
            addEvent(.vmPaused, .error, "VM \(vm.name) has been paused\(reason).", at: time, about: subjects)
        case .up where vm.status == .poweringDown:
            addEvent(
                .vmShutdownFailed, .warning,
                "The guest of VM \(vm.name) does not shut down: the VM is up. “mortar vm stop \(vm.name)” ends it.",
                at: time, about: subjects)
        default: break
        }
    }

    // MARK: Closed disks

    private func hasNewlyClosedDisk(_ vm: VM, _ facts: VMFacts?) -> Bool {
        facts?.hasClosedDisk == true && vm.hasClosedDisk != true
    }

    private mutating func noteClosedDisk(of vm: VM, at time: Date) {
        vms[vm.id]?.hasClosedDisk = true
        addEvent(
            .vmDiskClosed, .error,
            "VM \(vm.name) has lost a disk: QEMU closed it for good while its storage did not serve. “mortar vm stop "
                + "\(vm.name)” and “start” open it again. Nothing that the guest was told is written is lost.",
            at: time, about: EventSubjects(host: vm.hostID, vm: vm.id))
    }
}

extension VMStatus {
    /// Whether a job is about to say what comes of the VM: what hosts tell meanwhile is of the past, or of the way.
    var isDecidedByItsJob: Bool { self == .waitForLaunch || self == .migrating }
}
