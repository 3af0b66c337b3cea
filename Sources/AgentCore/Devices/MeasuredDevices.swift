import BlockDeviceKit
import MortarModel
import Synchronization

/// The devices of the host whose condition is asked for, and what each told last.
final class MeasuredDevices: Sendable {
    /// One disk, not the next one that comes in its place.
    struct Identity: Sendable, Hashable {
        var path: String
        var serial: String?
        var wwn: String?
    }

    private struct Entry {
        var kernelName: String
        var measurements: DeviceMeasurements?
        /// Of the kernel's errors, those that the engine was told of.
        var toldErrors = 0
        /// Not asked again before; nil for at once.
        var due: ContinuousClock.Instant?
    }

    private struct State {
        var entries: [Identity: Entry] = [:]
        /// The devices that partitions are parts of.
        var wholes: [Identity: Identity] = [:]
    }

    private let state = Mutex(State())

    /// Has these devices asked from now on, and no others.
    func watch(_ devices: [BlockDevice]) {
        let wanted = devices.filter { $0.kind != "part" && $0.size > 0 }
        state.withLock { state in
            let before = state.entries
            state = State()
            for device in wanted {
                let identity = Identity(device)
                state.entries[identity] = before[identity] ?? Entry(kernelName: device.kernelName)
                state.entries[identity]?.kernelName = device.kernelName
                for part in device.children where part.kind == "part" { state.wholes[Identity(part)] = identity }
            }
        }
    }

    /// What a device told last, or the one that it is a partition of; nil where it was never asked.
    func measurements(of device: Identity) -> DeviceMeasurements? {
        state.withLock { $0.entries[$0.wholes[device] ?? device]?.measurements }
    }

    /// Devices to be asked now, with their kernel's names, those that waited longest first.
    func due(at now: ContinuousClock.Instant) -> [(device: Identity, kernelName: String)] {
        let entries = state.withLock { $0.entries }.filter { ($0.value.due ?? now) <= now }
        return entries.sorted { ($0.value.due ?? now, $0.key.path) < ($1.value.due ?? now, $1.key.path) }
            .map { ($0.key, $0.value.kernelName) }
    }

    /// Devices that have told something or why they do not, with their kernel's names.
    var asked: [(device: Identity, kernelName: String)] {
        state.withLock { $0.entries }.filter { $0.value.measurements != nil }.map { ($0.key, $0.value.kernelName) }
    }

    /// Puts a newer count into what a device told last. True for the first errors and each time that they have doubled: a dying
    /// disk has many.
    func keep(kernelErrors: Int, of device: Identity) -> Bool {
        state.withLock { state in
            guard var entry = state.entries[device] else { return false }
            let isNews = kernelErrors > entry.toldErrors && kernelErrors >= 2 * entry.toldErrors
            if isNews { entry.toldErrors = kernelErrors }
            entry.measurements?.kernelErrors = kernelErrors
            state.entries[device] = entry
            return isNews
        }
    }

    /// Keeps what a device told, unless nobody asks for it any more.
    func keep(
        _ measurements: DeviceMeasurements, of device: Identity, until due: ContinuousClock.Instant
    ) {
        state.withLock { state in
            state.entries[device]?.measurements = measurements
            state.entries[device]?.due = due
        }
    }
}

extension MeasuredDevices.Identity {
    init(_ device: BlockDevice) {
        self.init(path: device.path, serial: device.serial, wwn: device.wwn)
    }
}
