import Foundation
import LibvirtKit
import MortarModel

/// The consoles that somebody types on.
///
/// What guests print is read from their logs, so that any number of people can watch. A console is opened for typing
/// only, by the first key; libvirt gives it to one user at a time, so that it is let go of when nobody types any more.
/// QEMU looks once a second whether its terminal was opened: closing it after each key would lose no key, but delay it.
actor ConsoleInputs {
    private struct Open {
        var input: any ConsoleInput
        var used: ContinuousClock.Instant
    }

    private let hypervisor: any Hypervisor
    private var open: [VMID: Open] = [:]

    private static let idleLimit = Duration.seconds(120)

    init(hypervisor: any Hypervisor) {
        self.hypervisor = hypervisor
    }

    /// Types; opens the console first where needed, also again when the one that was open has ended.
    func write(_ bytes: [UInt8], to id: VMID) async throws {
        if let input = open[id]?.input {
            do {
                try input.write(bytes)
                open[id]?.used = .now
                return
            } catch let error as LibvirtError where error.code == .operationInvalid {
                open[id] = nil
            }
        }
        let input = try await hypervisor.consoleInput(try uuid(id))
        open[id] = Open(input: input, used: .now)
        try input.write(bytes)
    }

    func close(_ id: VMID) {
        open.removeValue(forKey: id)?.input.close()
    }

    /// Looks after idle consoles until cancelled.
    func closeIdleOnes() async throws {
        while true {
            try await Task.sleep(for: .seconds(30))
            for (id, console) in open where ContinuousClock.now - console.used > Self.idleLimit { close(id) }
        }
    }
}
