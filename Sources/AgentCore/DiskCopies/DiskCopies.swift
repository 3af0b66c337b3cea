package import AgentAPI
import LibvirtKit
import MortarModel

/// Copies of disks to other volumes: those of VMs that run here, and those that nobody uses.
package struct DiskCopies: Sendable {
    private let used: UsedDiskCopies
    private let idle: IdleDiskCopies
    private let turns = Turns<DiskID>()

    package init(hypervisor: any Hypervisor, images: Images) {
        used = UsedDiskCopies(hypervisor: hypervisor, images: images)
        idle = IdleDiskCopies(images: images)
    }

    /// Carries copies of disks that nobody uses through until cancelled.
    package func run() async { await idle.run() }

    package func begin(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await turn(request, "could not be copied") { vm in
            if let vm { return try await used.begin(request, of: vm) }
            return try await idle.begin(request)
        }
    }

    package func facts(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await turn(request, "cannot be looked at") { vm in
            if let vm { return try await used.facts(request, of: vm) }
            return try await idle.facts(request)
        }
    }

    package func switchOver(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await turn(request, "could not be switched to its copy") { vm in
            if let vm { return try await used.switchOver(request, of: vm) }
            return try await idle.switchOver(request)
        }
    }

    package func cancel(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await turn(request, "could not be freed of its copy") { vm in
            if let vm { return try await used.cancel(request, of: vm) }
            return try await idle.cancel(request)
        }
    }

    private func turn(
        _ request: DiskCopyRequest, _ words: String, _ body: (VMID?) async throws -> DiskCopyFacts
    ) async throws -> DiskCopyFacts {
        let (words, objects) = ("Disk \(request.disk) \(words).", ["disk \(request.disk)"])
        return try await turns.run(request.disk) {
            try await explaining(words, correction: VirtualMachines.correction, objects: objects) {
                do {
                    return try await body(request.vm)
                } catch let error as LibvirtError where !error.isAnswer {
                    throw Failure(
                        .timedOut, words, cause: "\(error)", correction: VirtualMachines.correction, objects: objects)
                }
            }
        }
    }
}

extension LibvirtError {
    /// Whether libvirt has said that it did not do it; otherwise nobody knows.
    var isAnswer: Bool { ![.timedOut, .noConnection, .system, .remote].contains(code) }
}
