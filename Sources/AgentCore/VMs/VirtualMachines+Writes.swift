package import AgentAPI
import Foundation
import LibvirtKit
import Logging
import MortarModel

extension VirtualMachines {
    /// What running VMs of Mortar's have written; one whose counters cannot be read now is missing.
    ///
    /// All are asked at once: one whose storage hangs holds nobody up.
    package func writes() async throws -> [GuestWrites] {
        let running = try await facts().filter { $0.state == .running }.map(\.id)
        return await withTaskGroup(of: GuestWrites?.self) { group in
            for vm in running { group.addTask { await writes(of: vm) } }
            return await group.reduce(into: []) { all, one in if let one { all.append(one) } }
        }
    }

    private func writes(of vm: VMID) async -> GuestWrites? {
        do {
            guard let told = try await hypervisor.writeStatistics(of: try uuid(vm)) else { return nil }
            return GuestWrites(vm: vm, requests: told.requests, time: .nanoseconds(told.nanoseconds))
        } catch {
            logger.info("a VM's writes could not be read", metadata: ["vm": "\(vm)", "error": "\(error)"])
            return nil
        }
    }
}
