import Foundation
import FoundationXML

/// What a domain that runs needs of a host, as its migratable description tells.
package struct DomainHardware: Sendable, Hashable {
    /// Whether a program runs the guest's instructions.
    package var isEmulated: Bool
    /// QEMU's machine with its version, as `pc-q35-7.2`.
    package var machine: String
    /// The `cpu` element; nil where there is none.
    package var processor: String?

    package init(isEmulated: Bool, machine: String, processor: String?) {
        self.isEmulated = isEmulated
        self.machine = machine
        self.processor = processor
    }

    /// Throws `UnreadableDomain` for anything that is no domain with a machine.
    package init(parsing xml: String) throws {
        guard let document = try? XMLDocument(xmlString: xml), let root = document.rootElement(),
            let type = root.attribute(forName: "type")?.stringValue,
            let os = root.elements(forName: "os").first?.elements(forName: "type").first,
            let machine = os.attribute(forName: "machine")?.stringValue
        else { throw UnreadableDomain(reason: "It lacks its type or its machine.") }
        self.init(
            isEmulated: type != "kvm", machine: machine,
            processor: root.elements(forName: "cpu").first?.xmlString)
    }
}
