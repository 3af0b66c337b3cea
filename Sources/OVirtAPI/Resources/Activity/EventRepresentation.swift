package import Foundation
package import MortarModel

/// Something that happened.
package struct EventRepresentation: Resource {
    package static let element = "event"
    package static let collection = "events"
    package static let path = "events"

    package var id: String?
    package var href: String?
    package var description: String?
    package var code: Int?
    package var index: Int64?
    package var severity: String?
    package var time: Date?
    package var correlationID: String?
    package var origin: String?
    package var customID: Int64?
    package var floodRate: Int?
    package var logsOnHost: Bool?
    package var cluster: Linked<ClusterRepresentation>?
    package var dataCenter: Linked<DataCenterRepresentation>?
    package var host: Linked<HostRepresentation>?
    package var storageDomain: Linked<StorageDomainRepresentation>?
    package var user: Reference?
    package var vm: Linked<VMRepresentation>?

    package init() {}

    /// An answer.
    package init(index: Int64) {
        id = String(index)
        href = Self.href(String(index))
        self.index = index
        origin = "mortar"
        customID = -1
        floodRate = 30
        logsOnHost = false
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("description", &description)
        try coder.object("cluster", &cluster)
        try coder.value("code", &code)
        try coder.value("correlation_id", &correlationID)
        try coder.value("custom_id", &customID)
        try coder.object("data_center", &dataCenter)
        try coder.value("flood_rate", &floodRate)
        try coder.object("host", &host)
        try coder.value("index", &index)
        try coder.value("log_on_host", &logsOnHost)
        try coder.value("origin", &origin)
        try coder.value("severity", &severity)
        try coder.object("storage_domain", &storageDomain)
        try coder.value("time", &time)
        try coder.object("user", &user)
        try coder.object("vm", &vm)
    }
}
