import MortarModel

@testable import LabKit

/// Where one lab fits on this machine: a name and a range that no other has.
struct LabPlace: Sendable {
    let name: LabName
    let subnet: Subnet

    var lab: Lab { Lab(name) }

    /// Two at once: for most of its time a test waits for its hosts.
    ///
    /// Another name and range let two checkouts be tested at once; the range after it is taken, too.
    static var all: [Self] {
        get throws {
            let name = SharedLab.environment("MORTAR_LAB_NAME") ?? "test"
            let subnet = try Subnet(SharedLab.environment("MORTAR_LAB_SUBNET") ?? "10.89")
            return [
                Self(name: try LabName(name), subnet: subnet),
                Self(name: try LabName(name + "-b"), subnet: try Subnet("\(subnet.first).\(subnet.second + 1)")),
            ]
        }
    }
}

/// The places that no test has, lent in the order of arrival.
actor FreePlaces {
    private var free: [LabPlace]
    private var waiting: [CheckedContinuation<LabPlace, Never>] = []

    init(_ places: [LabPlace]) { free = places }

    /// Takes a place; whoever does so gives it back.
    func take() async -> LabPlace {
        if !free.isEmpty { return free.removeFirst() }
        return await withCheckedContinuation { waiting.append($0) }
    }

    func give(_ place: LabPlace) {
        if waiting.isEmpty {
            free.append(place)
        } else {
            waiting.removeFirst().resume(returning: place)
        }
    }
}
