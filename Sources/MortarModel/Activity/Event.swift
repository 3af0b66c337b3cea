package import Foundation

package typealias EventID = Identifier<Event>

/// Something that happened, as users read it.
package struct Event: Entity {
    package static let kind = "event"

    package enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
        case normal, warning, error, alert
    }

    /// Grows by one with each event of the cluster; the first is 1.
    package var index: Int64
    /// oVirt's audit log code where it has one, else a number from 20,000 on.
    package var code: Int
    package var severity: Severity
    package var time: Date
    package var description: String
    package var correlationID: String?
    package var hostID: HostID?
    package var vmID: VMID?
    package var storageDomainID: StorageDomainID?

    package init(
        index: Int64, code: Int, severity: Severity, time: Date, description: String, correlationID: String? = nil,
        hostID: HostID? = nil, vmID: VMID? = nil, storageDomainID: StorageDomainID? = nil
    ) {
        self.index = index
        self.code = code
        self.severity = severity
        self.time = time
        self.description = description
        self.correlationID = correlationID
        self.hostID = hostID
        self.vmID = vmID
        self.storageDomainID = storageDomainID
    }

    package var id: EventID { EventID(rawValue: "\(index)") }
    package var name: String { description }
}
