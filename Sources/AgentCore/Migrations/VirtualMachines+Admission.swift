package import AgentAPI
import DomainXML
import Foundation
import LibvirtKit
package import MortarModel

extension VirtualMachines {
    /// What any host must offer a VM that runs here.
    package func hardware(of id: VMID) async throws -> VMHardware {
        try await explaining("VM \(id) cannot be described for other hosts.", objects: [id.object]) {
            guard let description = try await hypervisor.migratableDescription(of: try uuid(id)) else {
                throw Failure.notHere(id)
            }
            let hardware = try DomainHardware(parsing: description)
            return VMHardware(
                isEmulated: hardware.isEmulated, machine: hardware.machine, processor: hardware.processor)
        }
    }

    /// Makes this host ready for a VM that runs elsewhere, or says why it cannot come.
    ///
    /// - Parameter selfTest: whether QEMU reaches volumes by itself; asked only where that matters.
    package func admit(
        _ admission: VMAdmission, selfTest: () async throws -> SelfTest
    ) async throws -> VMAdmissionAnswer {
        let (request, hardware) = (admission.request, admission.hardware)
        return try await explaining(
            "VM \(request.name) cannot come to this host.", correction: Self.correction, objects: [request.id.object]
        ) {
            try await requireGone(request)
            try await requireMachine(hardware, for: request)
            try await requireDisks(of: request, selfTest)
            try makeConsoleFolder()
            try ConsoleLog.forget(settings.consoleLog(of: request.id))
            return VMAdmissionAnswer(canPostCopy: settings.canPostCopy())
        }
    }

    /// What an earlier stay left must be gone: QEMU takes some seconds to let go of GlusterFS.
    private func requireGone(_ request: VMRequest) async throws {
        // With the self-test's time it stays below the call's limit.
        let limit = min(settings.patience, .seconds(30))
        _ = try await becomesTrue(within: limit) { try await presence(of: request.id) != .leaving }
        let found = try await presence(of: request.id)
        if found == .absent { return }
        throw refusal(
            request, because: "It is \(found.words) here already.", correction: "Wait a moment and look again.")
    }

    private func requireMachine(_ hardware: VMHardware, for request: VMRequest) async throws {
        if !hardware.isEmulated, !settings.hasKVM() {
            throw refusal(
                request, because: "Its processor does not run guests here.",
                correction: "Switch virtualization on in the host's firmware.")
        }
        let correction = "Install the same version of QEMU on both hosts, or choose another host."
        do {
            let kind = hardware.isEmulated ? "qemu" : "kvm"
            _ = try await hypervisor.domainCapabilities(machine: hardware.machine, kind: kind)
            guard let processor = hardware.processor, !hardware.isEmulated else { return }
            try await hypervisor.requireProcessor(processor, machine: hardware.machine)
        } catch let error as LibvirtError where error.code == .cpuIncompatible {
            throw refusal(
                request, because: "The processor lacks what the guest has: \(error.message).",
                correction: "Choose a host with a processor of the same kind, or a newer one.")
        } catch let error as LibvirtError where error.code == .invalidArgument || error.code == .notSupported {
            throw refusal(request, because: error.message, correction: correction)
        }
    }

    private func requireDisks(of request: VMRequest, _ selfTest: () async throws -> SelfTest) async throws {
        for disk in request.disks { _ = try await images.existing(disk.image) }
        guard request.disks.contains(where: { $0.access == .libgfapi }) else { return }
        let test = try await selfTest()
        if test.verdict == .passed { return }
        throw refusal(
            request, because: "It is to use libgfapi, which does not work here: \(test.detail)",
            correction: "Choose another host, or set the VM's disk access to auto or fuse.")
    }

    private func refusal(_ request: VMRequest, because reason: String, correction: String) -> Failure {
        Failure(
            .conflict, "VM \(request.name) cannot come to this host.", cause: reason, correction: correction,
            objects: [request.id.object])
    }
}

extension VMPresence {
    fileprivate var words: String {
        switch self {
        case .absent: "absent"
        case .present(let facts), .ahead(let facts): facts.state.rawValue
        case .comingIn: "coming in"
        case .leaving: "leaving"
        }
    }
}
