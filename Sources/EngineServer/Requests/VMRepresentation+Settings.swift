import EngineCore
import MortarModel
import OVirtAPI

extension VMRepresentation {
    /// What a client says of where the VM may run and how it reaches its disks.
    ///
    /// Throws `invalid` or `notFound` for what cannot be understood.
    func settings(in inventory: Inventory) throws -> VMPolicies {
        var settings = VMPolicies()
        settings.isHighlyAvailable = fixed.highAvailability?.enabled
        settings.diskAccess = diskAccessPolicy.map { choice in
            DiskAccessPolicy(rawValue: choice.rawValue).map(DiskAccessWish.own) ?? .cluster
        }
        settings.affinity = try fixed.placementPolicy?.affinity.map(Self.affinity)
        settings.pinnedHosts = try fixed.placementPolicy?.hosts.map { hosts in
            Set(try hosts.map { try inventory.hosts.called($0).id })
        }
        return settings
    }

    private static func affinity(_ word: String) throws(Failure) -> VMAffinity {
        if let affinity = VMAffinity(rawValue: word) { return affinity }
        throw Failure(
            .invalid, "A VM's affinity cannot be “\(word)”.",
            correction: "Take one of \(VMAffinity.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// Whether anything else is said than settings and what the VM is already.
    func changesMoreThanSettings(of present: VMRepresentation) -> Bool {
        var said = self
        func isNew<Value: Equatable>(_ part: WritableKeyPath<VMRepresentation, Value?>) -> Bool {
            defer { said[keyPath: part] = nil }
            return said[keyPath: part] != nil && said[keyPath: part] != present[keyPath: part]
        }
        let isOther = [
            isNew(\.id), isNew(\.name), isNew(\.description), isNew(\.comment), isNew(\.status), isNew(\.statusDetail),
            isNew(\.cluster), isNew(\.host), isNew(\.template), isNew(\.cpu), isNew(\.memory), isNew(\.memoryPolicy),
            isNew(\.initialization), isNew(\.diskAccess),
        ].contains(true)
        // Times come back rounded, and are nobody's to change.
        (said.href, said.created, said.started, said.stopped, said.diskAccessPolicy) = (nil, nil, nil, nil, nil)
        said.fixed =
            said.fixed.withoutSettings == present.fixed.withoutSettings ? VMFixtures() : said.fixed.withoutSettings
        return isOther || said != VMRepresentation()
    }
}

extension VMFixtures {
    fileprivate var withoutSettings: VMFixtures {
        var rest = self
        (rest.highAvailability, rest.placementPolicy) = (nil, nil)
        return rest
    }
}
