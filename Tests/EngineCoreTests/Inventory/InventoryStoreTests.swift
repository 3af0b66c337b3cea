import EngineCore
import Foundation
import MortarModel
import MortarStore
import Testing

@Suite struct InventoryStoreTests {
    private func vm(_ name: String) -> VM {
        VM(name: name, clusterID: .init(), cpus: 1, memory: .mebibytes(256))
    }

    @Test func findsEverythingAgainInANewEngine() async throws {
        let documents = MemoryStore()
        let store = try await InventoryStore(documents)
        let vm = vm("web")
        try await store.change { inventory in
            inventory.vms.insert(vm)
            inventory.addEvent(.vmAdded, "made", at: Date(timeIntervalSince1970: 1), about: .init(vm: vm.id))
        }
        let again = try await InventoryStore(documents).inventory
        #expect(again.vms[vm.id] == vm)
        #expect(again.events.map(\.description) == ["made"])
        #expect(again.lastEventIndex == 1)
    }

    @Test func aChangeThatThrowsLeavesNothing() async throws {
        let documents = MemoryStore()
        let store = try await InventoryStore(documents)
        let vm = vm("web")
        await #expect(throws: Failure.self) {
            try await store.change { inventory in
                inventory.vms.insert(vm)
                throw Failure(.conflict, "no")
            }
        }
        #expect(store.inventory.vms.count == 0)
        #expect(try await documents.load().isEmpty)
    }

    @Test func aDeposedEngineWritesNothing() async throws {
        let documents = MemoryStore()
        let old = try await InventoryStore(documents)
        let start = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(try await old.lead(at: start) == 1_800_000_000)
        let new = try await InventoryStore(documents)
        #expect(try await new.lead(at: start.addingTimeInterval(-60)) == 1_800_000_001)
        let failure = await #expect(throws: Failure.self) { try await old.lead(at: start) }
        #expect(failure?.code == .staleLeader)
    }

    /// Agents have heard of epochs that a backup does not know.
    @Test func anEngineOfARestoredBackupLeadsWithANewerEpochThanBefore() async throws {
        let start = Date(timeIntervalSince1970: 1_800_000_000)
        let lost = try await InventoryStore(MemoryStore()).lead(at: start)
        #expect(try await InventoryStore(MemoryStore()).lead(at: start.addingTimeInterval(10)) > lost)
    }

    @Test func whatCannotBeReadIsReportedAndStays() async throws {
        let strange = Document.Key(kind: "VM", id: "1")
        let unknown = Document.Key(kind: "spaceship", id: "2")
        let documents = MemoryStore([
            Document(key: strange, content: Data("{}".utf8), revision: 1),
            Document(key: unknown, content: Data("{}".utf8), revision: 2),
        ])
        let store = try await InventoryStore(documents)
        #expect(Set(store.inventory.observations.unreadable.map(\.key)) == [strange, unknown])
        let vm = vm("web")
        try await store.change { $0.vms.insert(vm) }
        #expect(try await documents.load().count == 3)
    }

    @Test func changesHappenOneAfterTheOther() async throws {
        let store = try await InventoryStore(MemoryStore())
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask {
                    try await store.change { $0.addEvent(.hostUp, "x", at: Date(timeIntervalSince1970: 0)) }
                }
            }
            try await group.waitForAll()
        }
        #expect(store.inventory.lastEventIndex == 50)
        #expect(store.inventory.events.count == 50)
    }

    @Test func onlyTheNewestEventsAreKept() async throws {
        var inventory = Inventory()
        for _ in 0..<(Inventory.keptEvents + 5) { inventory.addEvent(.hostUp, "x", at: Date(timeIntervalSince1970: 0)) }
        #expect(inventory.events.count == Int(Inventory.keptEvents))
        #expect(inventory.events.map(\.index).min() == 6)
    }
}
