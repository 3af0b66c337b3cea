internal import Glibc
internal import SwiftASN1
internal import X509

/// A DNS name or an IP address under which a server is reached.
package enum SubjectName: Sendable, Hashable {
    case name(String)
    /// 4 or 16 bytes in network order.
    case address([UInt8])

    /// An address if the text is one (IPv4 or IPv6), a DNS name otherwise.
    package init(_ text: String) {
        if let address = Self.address(in: text, family: AF_INET, length: 4) {
            self = .address(address)
        } else if let address = Self.address(in: text, family: AF_INET6, length: 16) {
            self = .address(address)
        } else {
            self = .name(text)
        }
    }

    private static func address(in text: String, family: Int32, length: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    var generalName: GeneralName {
        switch self {
        case .name(let name): .dnsName(name)
        case .address(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }

    init?(_ generalName: GeneralName) {
        switch generalName {
        case .dnsName(let name): self = .name(name)
        case .ipAddress(let address): self = .address(Array(address.bytes))
        default: return nil
        }
    }
}
