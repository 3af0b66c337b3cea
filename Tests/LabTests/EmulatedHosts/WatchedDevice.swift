import BlockDeviceKit
import Concurrency
import HostCommand
import LabKit
import Logging
import MortarModel
import Placement
import SmartKit
import Testing

@testable import AgentCore

/// A device of an emulated host that the agent's own watch asks for its condition, at the agent's own pace.
struct WatchedDevice {
    private let identity: MeasuredDevices.Identity
    private let measured = MeasuredDevices()
    private let feed = ChangeFeed()
    private let watch: DeviceWatch

    /// - Parameter path: one of the device's names.
    init(_ path: String, on host: EmulatedHost) async throws {
        let devices = HostDevices(host.commands)
        let survey = try await devices.survey()
        identity = MeasuredDevices.Identity(try await devices.find(path, in: survey).device)
        measured.watch(survey.map(\.device))
        // What the kernel of this machine counts says nothing of another's devices.
        let errors = KernelErrors(KernelFiles(root: "/nonexistent"), messages: nil, logger: Logger(label: "watch"))
        watch = DeviceWatch(devices: measured, smartctl: Smartctl(host.commands), errors: errors, feed: feed)
    }

    /// Lets the watch run while something happens; an end of the watch is a failure of it.
    func whileWatched(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let watch = watch
            group.addTask { try await watch.run() }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// What follows from what the device told, as soon as this verdict follows; what changes the watch tells itself.
    func health(_ wanted: DeviceHealth.Verdict, within limit: Duration) async throws -> DeviceHealth {
        let (changes, measured, identity) = (feed.listen(), measured, identity)
        do {
            return try await within(limit) {
                for try await _ in changes {
                    let health = measured.measurements(of: identity).map { DeviceHealthRules.health(of: $0) }
                    if let health, health.verdict == wanted { return health }
                }
                throw Failure(.internal, "The device is not watched any more.")
            }
        } catch is NotInTime {
            let told = measured.measurements(of: identity)
            throw Failure(.timedOut, "not \(wanted) within \(limit): \(String(describing: told))")
        }
    }
}
