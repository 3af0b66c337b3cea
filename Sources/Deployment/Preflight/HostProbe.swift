package import BlockDeviceKit
package import Foundation
package import HostNetworkKit

/// What preflight found on one host, without changing anything there.
package struct HostProbe: Sendable {
    /// The version of an installed package, or else of the one that could be installed; nil where there is neither.
    package typealias PackageVersion = String

    package var address: String
    /// Why nothing could be found out; everything else is empty then.
    package var unreachable: String?
    package var isRoot = false
    package var hostname = ""
    /// `ID` of os-release(5), `debian`.
    package var system = ""
    /// `VERSION_ID` of os-release(5), `12`.
    package var systemVersion = ""
    package var packages: [String: PackageVersion] = [:]
    package var hasKVM = false
    /// Seconds that the host's clock is ahead of this machine's.
    package var clockSkew: TimeInterval = 0
    package var interfaces: [NetworkInterface] = []
    package var listeningPorts: Set<Int> = []
    /// Bytes that new programs can have.
    package var availableMemory: Int64 = 0
    package var devices: [SurveyedDevice] = []
    /// Addresses of other members of the trusted pool that the host is in.
    package var poolPeers: [String] = []
    /// The certificate of the cluster's authority that the host's agent belongs to, PEM.
    package var agentAuthority: String?
    /// The certificate of the authority that the host's engine has, PEM.
    package var engineAuthority: String?
    /// Storage addresses of other hosts that a full-size packet does not reach.
    package var unreachablePeers: [String] = []

    package init(address: String, unreachable: String? = nil) {
        self.address = address
        self.unreachable = unreachable
    }

    /// What users call the host.
    package var name: String { hostname.isEmpty ? address : hostname }

    /// The interface and address in the storage network, if there is one.
    package func storage(in subnet: Subnet) -> (interface: NetworkInterface, address: String)? {
        for interface in interfaces {
            if let found = interface.addresses.first(where: { subnet.contains($0.address) }) {
                return (interface, found.address)
            }
        }
        return nil
    }
}
