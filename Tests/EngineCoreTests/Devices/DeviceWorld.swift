import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import Logging
import MortarModel
import MortarStore
import SimulatedAgent
import Synchronization

/// A world whose first host's devices tell what a test wants, at the time that a test wants.
struct DeviceWorld: Sendable {
    let world: World
    let context: EngineContext
    let watcher: WatchDevices
    private let time = Clock()

    var host: HostID { world.hosts[0].id }
    var inventory: Inventory { context.inventory }
    /// Texts of the events from 20,030 to 20,039, the oldest first.
    var told: [String] {
        inventory.events.filter { (20_030..<20_040).contains($0.code) }.sorted { $0.index < $1.index }
            .map { "\($0.severity.rawValue): \($0.description)" }
    }

    init() async throws {
        world = try await World()
        let (cluster, time) = (world.cluster, time)
        context = EngineContext(
            store: world.context.store, connect: { cluster.agent(address: $0.address) }, now: { time.now })
        watcher = WatchDevices(context, logger: Logger(label: "test"))
    }

    /// Lets time pass, and the host be heard meanwhile.
    func pass(_ seconds: TimeInterval) {
        let now = time.pass(seconds)
        change { facts, heard in
            facts.observed = now
            heard = now
        }
    }

    /// What the host's agent tells now.
    func observe() async throws {
        let facts = try await context.agent(of: host).facts()
        let now = time.now
        context.store.observe { $0.hosts[host] = HostObservation(facts: facts, lastHeard: now) }
        pass(0)
    }

    /// Changes what is known of the host's device `/dev/sdX`.
    func device(_ path: String, _ body: (inout DeviceFacts) -> Void) {
        change { facts, _ in
            guard let index = facts.devices.firstIndex(where: { $0.path == path }) else { return }
            body(&facts.devices[index])
        }
    }

    func measure(_ path: String, _ body: (inout DeviceMeasurements) -> Void) {
        var measurements = DeviceMeasurements(taken: time.now, passed: true)
        body(&measurements)
        device(path) { [measurements] in $0.measurements = measurements }
    }

    func change(_ body: (inout HostFacts, inout Date) -> Void) {
        context.store.observe { observations in
            guard var host = observations.hosts[host] else { return }
            body(&host.facts, &host.lastHeard)
            observations.hosts[self.host] = host
        }
    }

    func view(_ path: String) -> DeviceView? {
        inventory.deviceViews(of: host).first { $0.facts.path == path }
    }

    private final class Clock: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
        var now: Date { time.withLock { $0 } }
        func pass(_ seconds: TimeInterval) -> Date {
            time.withLock { time in
                time.addTimeInterval(seconds)
                return time
            }
        }
    }
}
