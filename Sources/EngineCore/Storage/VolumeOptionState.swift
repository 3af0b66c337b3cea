/// An option of a replica set's volume, as it is and as Mortar wants it.
package struct VolumeOptionState: Sendable, Hashable {
    /// How what is set stands to what is wanted.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case asWanted = "as_wanted"
        /// Mortar wants another value.
        case differs
        /// Mortar does not care about it, and somebody has set it.
        case yours
        /// GlusterFS sets it itself when it makes a volume.
        case glusters = "glusterfs"
    }

    package var name: String
    /// What is set; nil for GlusterFS's default.
    package var value: String?
    /// Nil for an option that Mortar does not care about.
    package var wanted: VolumeOptions.Option?
    package var kind: Kind

    /// Whether it may be set right while VMs run.
    package var isRepairable: Bool { kind == .differs && wanted?.hazard == nil }

    /// As users read it, as a part of a sentence: `performance.read-ahead is on, not off`.
    package var words: String { "\(name) is \(value ?? "not set"), not \(wanted?.value ?? "set")" }
}

extension VolumeOptions {
    /// What GlusterFS 10 sets by itself when a volume is made, or gets copies.
    private static let ofGluster: Set<String> = [
        "nfs.disable", "performance.client-io-threads", "storage.fips-mode-rchecksum", "transport.address-family",
    ]

    /// Every option that is set on a volume or wanted, by name.
    ///
    /// - Parameters:
    ///   - options: those that are set on the volume.
    ///   - count: of its bricks.
    package static func states(of options: [String: String], bricks count: Int) -> [VolumeOptionState] {
        let wanted = Dictionary(uniqueKeysWithValues: self.options(ofBricks: count).map { ($0.name, $0) })
        return Set(options.keys).union(wanted.keys).sorted().map { name in
            VolumeOptionState(
                name: name, value: options[name], wanted: wanted[name],
                kind: kind(of: name, options[name], wanted[name]))
        }
    }

    private static func kind(of name: String, _ value: String?, _ wanted: Option?) -> VolumeOptionState.Kind {
        guard let wanted else { return ofGluster.contains(name) ? .glusters : .yours }
        let isAlike = value.map { canonical($0) == canonical(wanted.value) } ?? wanted.isDefault
        return isAlike ? .asWanted : .differs
    }

    /// GlusterFS takes several words for yes and no, and does not care for upper and lower case.
    private static func canonical(_ value: String) -> String {
        let word = value.lowercased()
        if ["on", "yes", "true", "enable"].contains(word) { return "on" }
        return ["off", "no", "false", "disable"].contains(word) ? "off" : word
    }
}
