import AgentAPI
import MortarModel

/// Where a VM is after its move came to an end, by what both hosts say.
enum MigrationPlace: Sendable, Hashable {
    /// On one host, as that tells.
    case on(HostID, VMFacts)
    /// On neither: it ended on the way.
    case nowhere
    /// It cannot be told; it may be on this host.
    case unknown(HostID)
}

/// What follows from what both hosts say.
enum MigrationVerdict: Sendable, Hashable {
    case settled(MigrationPlace)
    /// Something passes away by itself; to be asked again. The place counts when it does not in time.
    case passing(MigrationPlace)
    /// What is on this host must go before anything else.
    case stop(HostID)

    /// - Parameters:
    ///   - atSource: nil where that host does not tell; so for `atTarget`.
    init(_ route: MigrationRoute, atSource: VMPresence?, atTarget: VMPresence?) {
        switch (atSource, atTarget) {
        case (.present(let here), .present(let there)):
            // A guest that goes on at the new host was stopped here for good. Two that run cannot be: libvirt lets the new
            // one go only when the old one stands still, and the old one again only when it believes the new one dead.
            let hasMoved = there.state == .running && here.state != .running
            self = .stop(hasMoved ? route.source : route.target)
        case (.present(let here), .absent): self = .settled(.on(route.source, here))
        case (.present(let here), nil):
            // One that stands still may have gone on at the other host, which does not tell.
            let isHere = here.state == .running || here.standsStillForItsDisk
            self = isHere ? .settled(.on(route.source, here)) : .passing(.unknown(route.target))
        case (nil, .present(let there)) where there.state != .running && !there.standsStillForItsDisk:
            self = .passing(.unknown(route.source))
        case (_, .ahead(let there)): self = .passing(.on(route.target, there))
        case (.present(let here), .comingIn), (.present(let here), .leaving):
            self = .passing(.on(route.source, here))
        case (_, .present(let there)): self = .settled(.on(route.target, there))
        case (.absent, .absent): self = .settled(.nowhere)
        case (.absent, nil): self = .settled(.unknown(route.target))
        case (nil, .absent): self = .settled(.unknown(route.source))
        case (nil, _): self = .passing(.unknown(route.source))
        case (_, nil): self = .passing(.unknown(route.target))
        default: self = .passing(.unknown(route.target))
        }
    }
}
