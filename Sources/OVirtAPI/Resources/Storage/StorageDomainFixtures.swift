package import MortarModel

/// What oVirt lets a storage domain decide and clients insist on reading; elements of the storage domain itself.
package struct StorageDomainFixtures: Representation {
    package var isBackup: Bool?
    package var blockSize: Int?
    /// In GiB.
    package var criticalSpace: Int?
    package var discardsAfterDelete: Bool?
    package var isMaster: Bool?
    package var storageFormat: String?
    package var supportsDiscard: Bool?
    package var supportsDiscardZeroesData: Bool?
    /// In percent.
    package var warnsAtFreeSpace: Int?
    package var isWipedAfterDelete: Bool?

    package init() {}

    /// What holds for every storage domain of Mortar.
    package static let answer: Self = {
        var fixtures = Self()
        fixtures.isBackup = false
        fixtures.blockSize = 512
        fixtures.criticalSpace = 5
        fixtures.discardsAfterDelete = false
        fixtures.isMaster = false
        fixtures.storageFormat = "v5"
        fixtures.supportsDiscard = true
        fixtures.supportsDiscardZeroesData = false
        fixtures.warnsAtFreeSpace = 10
        fixtures.isWipedAfterDelete = false
        return fixtures
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("backup", &isBackup)
        try coder.value("block_size", &blockSize)
        try coder.value("critical_space_action_blocker", &criticalSpace)
        try coder.value("discard_after_delete", &discardsAfterDelete)
        try coder.value("master", &isMaster)
        try coder.value("storage_format", &storageFormat)
        try coder.value("supports_discard", &supportsDiscard)
        try coder.value("supports_discard_zeroes_data", &supportsDiscardZeroesData)
        try coder.value("warning_low_space_indicator", &warnsAtFreeSpace)
        try coder.value("wipe_after_delete", &isWipedAfterDelete)
    }
}
