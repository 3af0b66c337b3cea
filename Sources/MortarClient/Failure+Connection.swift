import AsyncHTTPClient
import Foundation
package import MortarModel
import NIOCore
import NIOPosix
import NIOSSL
import _NIOFileSystem

extension Failure.Code {
    /// No engine answers at the address.
    package static let engineUnreachable = Self(rawValue: "engine-unreachable")
    /// What answers cannot show that it is the engine.
    package static let engineUntrusted = Self(rawValue: "engine-untrusted")
}

extension Failure {
    /// What went wrong below HTTP; throws on what is not the network's: the end of the task, a file that is sent.
    static func ofConnection(to address: ServerAddress, _ error: any Error) throws -> Failure {
        switch error {
        case is CancellationError, is FileSystemError: throw error
        case let error as HTTPClientError where error == .cancelled: throw CancellationError()
        case let failure as Failure: return failure
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            return Failure(
                .timedOut, "The engine at \(address) did not answer in time.",
                correction: "Look whether it works: systemctl status mortar-engine")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            return Failure(
                .engineUntrusted, "\(address) cannot show that it is an engine to trust.", cause: "\(error)",
                correction: "Give the engine's authority with --ca-file, and the name or address of its certificate.")
        default:
            return Failure(
                .engineUnreachable, "No engine answers at \(address).", cause: words(of: error),
                correction: "Check the address, the network, and systemctl status mortar-engine on the engine's host.")
        }
    }

    private static func words(of error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError: error.connectionErrors.map { words(of: $0.error) }.first ?? "\(error)"
        case let error as IOError: String(cString: strerror(error.errnoCode)) + "."
        default: "\(error)"
        }
    }
}
