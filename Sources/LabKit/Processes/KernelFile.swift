import Glibc

/// The content of a file that the kernel makes up as it is read, as those in /proc; nil when it cannot be read.
///
/// Foundation takes a short read for the end of a file, and the kernel hands out such files page by page.
package func kernelFile(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        guard count > 0 else { return String(decoding: content, as: UTF8.self) }
        content += buffer[..<count]
    }
}
