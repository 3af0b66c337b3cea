/// What a lab's network interfaces are called on the machine.
///
/// Linux allows 15 bytes. A lab's name of up to 7 bytes is used as it is; a longer one is cut to two letters, a `_`, which
/// no lab's name contains, and four digits of a hash, so that labs with different names get different interfaces.
package struct InterfaceNames: Hashable, Sendable {
    private let tag: String

    package init(_ lab: LabName) {
        tag = lab.text.count <= 7 ? lab.text : "\(lab.text.prefix(2))_\(Self.digits(lab.text))"
    }

    package func bridge(_ network: LabNetwork) -> String { "ml-\(tag)-\(letter(network))" }

    /// The machine's end of the link to a host.
    package func link(host number: Int, _ network: LabNetwork) -> String { bridge(network) + String(number) }

    /// Whether a name is one of this lab's.
    package func contains(_ name: String) -> Bool {
        LabNetwork.allCases.contains { network in
            let bridge = bridge(network)
            return name.hasPrefix(bridge) && name.dropFirst(bridge.count).allSatisfy { $0.isASCII && $0.isNumber }
        }
    }

    private func letter(_ network: LabNetwork) -> String { String(network.rawValue.prefix(1)) }

    /// Four digits of base 36 of the FNV-1a hash of a text.
    private static func digits(_ text: String) -> String {
        let digits = String(fnv1a(text) % 1_679_616, radix: 36)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
