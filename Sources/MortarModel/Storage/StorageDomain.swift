package typealias StorageDomainID = Identifier<StorageDomain>

/// What disks are placed in: a set of replica sets, grown and shrunk by whole replica sets.
package struct StorageDomain: Entity {
    package static let kind = "storage domain"

    package var id: StorageDomainID
    package var name: String
    package var dataCenterID: DataCenterID
    package var redundancy: Redundancy
    package var status: StorageDomainStatus
    /// Nil is `majority`.
    package var splitBrainPolicy: SplitBrainPolicy?

    package init(
        id: StorageDomainID = StorageDomainID(), name: String, dataCenterID: DataCenterID, redundancy: Redundancy,
        status: StorageDomainStatus, splitBrainPolicy: SplitBrainPolicy? = nil
    ) {
        self.id = id
        self.name = name
        self.dataCenterID = dataCenterID
        self.redundancy = redundancy
        self.status = status
        self.splitBrainPolicy = splitBrainPolicy
    }
}

/// oVirt's `StorageDomainStatus`, the values that Mortar uses.
package enum StorageDomainStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case locked, active, inactive, maintenance, unknown
}
