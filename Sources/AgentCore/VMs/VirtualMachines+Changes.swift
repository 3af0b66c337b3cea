package import AgentAPI
import Foundation
import LibvirtKit
import Logging
import MortarModel

extension VirtualMachines {
    /// What happens to VMs from now on, as `vm` changes, and `facts` after libvirt was away for a while.
    package func listen() -> AsyncStream<HostChange> { changes.listen() }

    /// Follows libvirt's events until cancelled, through restarts of libvirt.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await followEvents() }
            group.addTask { try await consoles.closeIdleOnes() }
            group.addTask { try await carryMigrations() }
            group.addTask { try await watchDisks() }
            try await group.next()
        }
    }

    private func followEvents() async throws {
        while true {
            do {
                let events = try await hypervisor.domainEvents()
                // What happened while nobody listened is in the facts.
                _ = try await facts()
                changes.tell(.facts)
                try await follow(events)
            } catch {
                try Task.checkCancellation()
                logger.warning("lost libvirt's events", metadata: ["error": "\(error)"])
            }
            // libvirt restarts within a second or two; until then every attempt fails at once.
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func follow(_ events: AsyncThrowingStream<DomainEvent, any Error>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for try await event in events {
                await handle(event)
                if case .shutDown = event.kind { group.addTask { await finishShutdown(event.id) } }
            }
        }
    }

    private func handle(_ event: DomainEvent) async {
        let id = VMID(rawValue: event.id.uuidString.lowercased())
        if case .ioError(let error) = event.kind {
            logger.error(
                "a disk of a VM failed",
                metadata: [
                    "vm": "\(event.name)", "id": "\(id)", "device": "\(error.device)", "path": "\(error.path)",
                    "reason": "\(error.reason)", "paused": "\(error.paused)",
                ])
        }
        do {
            if let facts = try await running(event.id) {
                changes.tell(.vm(facts))
            } else if case .stopped(let reason) = event.kind {
                await consoles.close(id)
                changes.tell(stopped(id, reason: reason))
            }
        } catch {
            logger.warning("a VM's state is unknown", metadata: ["id": "\(id)", "error": "\(error)"])
            changes.tell(.facts)
        }
    }

    /// libvirt no longer knows more than the name of a VM that has ended.
    private func stopped(_ id: VMID, reason: String) -> HostChange {
        guard var facts = changes.known(id) else { return .facts }
        facts.state = VMFacts.State(DomainState(.off, reason: reason))
        facts.reason = reason
        return .vm(facts)
    }
}
