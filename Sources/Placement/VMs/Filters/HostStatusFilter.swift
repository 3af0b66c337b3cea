import MortarModel

/// Only hosts that are up take VMs: neither those in maintenance nor those that do not answer.
struct HostStatusFilter: HostFilter {
    let unit = FilterUnit.hostStatus

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        state.hosts[place].status == .up
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        switch state.hosts[place].status {
        case .up: "is up"
        case .maintenance: "is in maintenance"
        case .preparingForMaintenance: "is going into maintenance"
        case .connecting, .nonResponsive: "does not answer"
        case .nonOperational: "is not operational"
        case .installing, .initializing: "is still being installed"
        case .installFailed: "could not be installed"
        }
    }
}
