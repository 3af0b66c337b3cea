import Glibc

extension Emulator {
    /// A TCP port of the loopback interface that nobody listens on, chosen by the kernel.
    static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw fileFailure("A socket") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutableBytes(of: &address) { bytes in
            let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
        }
        guard status else { throw fileFailure("A listening socket") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
