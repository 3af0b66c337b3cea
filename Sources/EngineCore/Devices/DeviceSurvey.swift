import MortarModel

/// The devices of all hosts that answer, looked at once for everything that is decided on them.
struct DeviceSurvey: Sendable {
    let book: DeviceBook
    let views: [HostID: [DeviceView]]

    /// - Parameter host: the only one that matters; nil for all.
    init(_ inventory: Inventory, only host: HostID? = nil) {
        let book = DeviceBook(inventory)
        let answering = inventory.hosts.filter {
            [.up, .nonOperational].contains($0.status) && (host == nil || host == $0.id)
        }
        views = Dictionary(
            uniqueKeysWithValues: answering.map { ($0.id, inventory.deviceViews(of: $0.id, in: book)) })
        self.book = book
    }
}
