import AgentAPI
import Foundation
import HostCommand
import MortarModel
import SmartKit

/// Asks the host's devices for their condition, one after another, again and again.
struct DeviceWatch: Sendable {
    let devices: MeasuredDevices
    let smartctl: Smartctl
    var errors: KernelErrors
    let feed: ChangeFeed
    /// Between two questions to the same device.
    var interval: Duration = .seconds(30)
    /// The same after it has not answered in time: each question to a dead disk may leave a process behind that cannot be ended.
    var longInterval: Duration = .seconds(300)
    /// How soon a new device is asked, and errors that the kernel saw are told.
    var tick: Duration = .seconds(2)

    /// Runs until cancelled.
    func run() async throws {
        while true {
            countErrors()
            try await measure(at: .now)
            try await Task.sleep(for: tick)
        }
    }

    /// Asks those whose time has come. Tells the engine when what one says is new.
    func measure(at now: ContinuousClock.Instant) async throws {
        for (device, kernelName) in devices.due(at: now) {
            let before = devices.measurements(of: device)
            var (measurements, pause) = try await errors.ignoring(kernelName) { try await ask(device.path, before) }
            measurements.kernelErrors = errors.count(of: kernelName)
            devices.keep(measurements, of: device, until: now + pause)
            if !measurements.saysTheSame(as: before) { feed.tell(.facts) }
        }
    }

    /// Counts errors anew, also of devices that are not to be asked. The engine, which asks for all facts each time, is told of
    /// what is news only.
    func countErrors() {
        for (device, kernelName) in devices.asked {
            guard let count = errors.count(of: kernelName) else { continue }
            if devices.keep(kernelErrors: count, of: device) { feed.tell(.facts) }
        }
    }

    private func ask(
        _ path: String, _ before: DeviceMeasurements?
    ) async throws -> (DeviceMeasurements, Duration) {
        let taken = Date()
        do {
            return (DeviceMeasurements(try await smartctl.report(of: path), taken: taken), interval)
        } catch let cancellation as CancellationError {
            throw cancellation
        } catch SmartError.asleep(let words) {
            // A disk that sleeps is as it was before.
            return (before ?? DeviceMeasurements(taken: taken, obstacle: words), interval)
        } catch {
            var isOverdue = false
            if case .timedOut = (error as? CommandFailure)?.reason { isOverdue = true }
            return (DeviceMeasurements(taken: taken, obstacle: "\(error)"), isOverdue ? longInterval : interval)
        }
    }
}
