import MortarModel

/// The devices of all hosts that answer, looked at once for everything that is decided on them.
struct DeviceSurvey: Sendable {
    let book: DeviceBook
    let views: [HostID: [DeviceView]]

    init(_ inventory: Inventory) {
        let book = DeviceBook(inventory)
        let answering = inventory.hosts.filter { [.up, .nonOperational].contains($0.status) }
        views = Dictionary(
            uniqueKeysWithValues: answering.map { ($0.id, inventory.deviceViews(of: $0.id, in: book)) })
        self.book = book
    }
}
