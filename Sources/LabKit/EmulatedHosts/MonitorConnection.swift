import Foundation
import Glibc
import MortarModel

/// A connection to a program on this machine that speaks in lines.
final class MonitorConnection {
    private let path: String
    private let socket: Int32
    private var received = Data()

    init(path: String) throws {
        self.path = path
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw fileFailure(path) }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard connect() else {
            defer { close() }
            throw fileFailure(path)
        }
    }

    func close() { Glibc.close(socket) }

    func write(_ data: Data) throws {
        let sent = data.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == data.count else { throw fileFailure(path) }
    }

    /// The next line, without its end.
    func line() throws -> Data {
        while true {
            if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                defer { received = Data(received[(end + 1)...]) }
                return Data(received[..<end])
            }
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = read(socket, &buffer, buffer.count)
            guard count >= 0 else { throw fileFailure(path) }
            guard count > 0 else { throw Failure(.toolFailed, "\(path) was closed before an answer came.") }
            received.append(contentsOf: buffer[..<count])
        }
    }

    private func connect() -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            errno = ENAMETOOLONG
            return false
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafeBytes(of: &address) { raw in
            let pointer = raw.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return Glibc.connect(socket, pointer, socklen_t(raw.count)) == 0
        }
    }
}
