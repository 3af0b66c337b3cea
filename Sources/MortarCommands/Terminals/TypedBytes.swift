@preconcurrency import Dispatch
import Glibc

/// What is typed, as it comes.
enum TypedBytes {
    /// Reads until the end of the input, or as long as somebody asks.
    static func from(_ descriptor: Int32) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            let source = DispatchSource.makeReadSource(
                fileDescriptor: descriptor, queue: DispatchQueue(label: "typed-bytes"))
            source.setEventHandler {
                var bytes = [UInt8](repeating: 0, count: 4096)
                let count = read(descriptor, &bytes, bytes.count)
                if count > 0 {
                    continuation.yield(Array(bytes.prefix(count)))
                } else if count == 0 || errno != EINTR && errno != EAGAIN {
                    continuation.finish()
                }
            }
            continuation.onTermination = { _ in source.cancel() }
            source.resume()
        }
    }
}
