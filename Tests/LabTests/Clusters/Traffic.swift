import HostCommand
import HostNetworkKit
import LabKit

/// Bytes that all hosts have sent so far.
struct Traffic {
    var storage: Int64 = 0
    var management: Int64 = 0

    static func now() async throws -> Traffic {
        var traffic = Traffic()
        for host in SharedLab.hosts {
            for interface in try await HostNetwork(SharedLab.commands(on: host)).interfaces() {
                let address = interface.addresses.first?.address ?? ""
                if address.hasPrefix("\(try SharedLab.subnet).1.") { traffic.storage += interface.sentBytes }
                if address.hasPrefix("\(try SharedLab.subnet).0.") { traffic.management += interface.sentBytes }
            }
        }
        return traffic
    }
}
