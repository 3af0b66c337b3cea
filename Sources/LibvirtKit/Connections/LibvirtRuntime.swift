import CLibvirt
import Foundation

/// What libvirt needs once per process: its error printer silenced, and its event loop running.
///
/// The loop's thread lives as long as the process. It carries events, keepalive messages and streams of all connections.
enum LibvirtRuntime {
    /// Starts libvirt in this process; calls after the first do nothing.
    static func start() throws { try started.get() }

    private static let started: Result<Void, LibvirtError> = {
        virSetErrorFunc(nil) { _, _ in }
        guard virInitialize() == 0, virEventRegisterDefaultImpl() == 0 else { return .failure(.last) }
        let thread = Thread { runEventLoop() }
        thread.name = "libvirt-events"
        thread.start()
        return .success(())
    }()

    private static func runEventLoop() {
        virSetErrorFunc(nil) { _, _ in }
        // A failed round leaves the loop usable; the pause keeps a lasting failure from taking a whole processor.
        while true {
            if virEventRunDefaultImpl() < 0 { Thread.sleep(forTimeInterval: 1) }
        }
    }
}
