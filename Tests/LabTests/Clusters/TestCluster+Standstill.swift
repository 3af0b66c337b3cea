import Foundation
import MortarClient
import OVirtAPI

extension TestCluster {
    /// Waits, after a fault of its storage, until a VM goes on by itself or is said to need a new start; tells whether it needs it.
    func needsNewStart(_ name: String) async throws -> Bool {
        var needs = false
        try await wait("\(name) goes on or is said not to", within: .seconds(150)) { client in
            let vm = try await client.find(VMRepresentation.self, called: name, kind: "VM")
            let events = try await client.list(EventRepresentation.self).filter { $0.vm?.id == vm.id }
            needs = events.contains { $0.code == 20_075 }
            // One that has lost a disk may be up for a while: until that is seen, or whenever it is told to go on.
            let isSettled = events.allSatisfy { ![1025, 196].contains($0.code) || $0.isOlder(than: 40) }
            return needs || (isSettled && vm.status == "up")
        }
        return needs
    }
}

extension EventRepresentation {
    fileprivate func isOlder(than seconds: TimeInterval) -> Bool {
        time.map { -$0.timeIntervalSinceNow > seconds } ?? false
    }
}
