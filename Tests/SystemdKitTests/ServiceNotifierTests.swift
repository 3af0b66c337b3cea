import Glibc
import SystemdKit
import Testing

struct ServiceNotifierTests {
    @Test(arguments: ["@systemd-kit-test-\(getpid())", "/tmp/systemd-kit-test-\(getpid())"])
    func systemdHearsTheState(_ path: String) throws {
        let listener = try #require(Listener(path))
        defer { listener.close() }
        try ServiceNotifier(socketPath: path).notify(.ready)
        #expect(listener.receive() == "READY=1")
        try ServiceNotifier(socketPath: path).notify(.status("serving\r\non\n54400"))
        #expect(listener.receive() == "STATUS=serving on 54400")
    }

    @Test func withoutSystemdNothingHappens() throws {
        try ServiceNotifier(socketPath: nil).notify(.ready)
    }

    @Test func aMissingSocketIsAnError() {
        let failure = #expect(throws: NotificationFailure.self) {
            try ServiceNotifier(socketPath: "/nonexistent/socket").notify(.ready)
        }
        #expect(failure?.errno == ENOENT)
    }
}

/// The end of the socket that systemd has.
private struct Listener {
    private let descriptor: Int32
    private let path: String

    init?(_ path: String) {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        if path.hasPrefix("@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0 else { return nil }
    }

    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    }

    func close() {
        Glibc.close(descriptor)
        if path.hasPrefix("/") { unlink(path) }
    }
}
