/// The rules that imports must keep, as data.
struct Architecture {
    /// From the words at the bottom to the programs at the top. A target imports only from layers below its own.
    var layers: [[String]]
    /// Imports within a layer that are right.
    var neighbours: [String: Set<String>]
    /// Modules that only these targets import: one door per dependency.
    var doors: [String: Set<String>]
    /// Targets that must not import these although the layers would let them.
    var forbidden: [String: Set<String>]

    /// Mechanisms that speak one tool's language.
    static let kits = [
        "AptKit", "BlockDeviceKit", "FenceKit", "GlusterKit", "HostNetworkKit", "LibvirtKit", "SmartKit",
        "SystemdKit",
    ]

    static let ofMortar = Architecture(
        layers: [
            ["MortarModel"],
            [
                "CLibvirt", "Certificates", "Concurrency", "ConnectionLiveness", "DomainXML", "HTTPServing",
                "HostCommand",
                "HostCommandTesting", "Placement", "Reconciling", "Workflow",
            ] + kits,
            ["AgentAPI", "AgentClient", "MortarClient", "MortarStore", "OVirtAPI"],
            [
                "AgentCore", "AgentServer", "Deployment", "EngineCommands", "EngineCore", "EngineServer", "LabKit",
                "MortarCommands", "SimulatedAgent",
                "WebConsole",
            ],
            ["mortar", "mortar-agent", "mortar-lab", "mortar-simulation"],
        ],
        neighbours: [
            "AgentClient": ["AgentAPI"],
            "AgentServer": ["AgentCore"],
            "AptKit": ["HostCommand"],
            "BlockDeviceKit": ["HostCommand"],
            "EngineCommands": ["EngineCore", "EngineServer"],
            "EngineServer": ["EngineCore"],
            "FenceKit": ["HostCommand"],
            "GlusterKit": ["HostCommand"],
            "HostCommandTesting": ["HostCommand"],
            "HostNetworkKit": ["HostCommand"],
            "LibvirtKit": ["CLibvirt"],
            "MortarClient": ["OVirtAPI"],
            "MortarCommands": ["Deployment", "EngineCommands"],
            "SmartKit": ["HostCommand"],
            "SystemdKit": ["HostCommand"],
        ],
        doors: [
            "AsyncHTTPClient": ["AgentClient", "MortarClient", "MortarStore"],
            "CLibvirt": ["LibvirtKit"],
            "GRDB": ["MortarStore"],
            "Hummingbird": servers,
            "HummingbirdCore": servers,
            "HummingbirdRouter": servers,
            "HummingbirdTLS": servers,
            "Subprocess": ["HostCommand"],
            "SwiftASN1": ["Certificates"],
            "X509": ["Certificates"],
        ],
        forbidden: kits.reduce(into: [
            "EngineCore": Set(kits + ["AgentClient", "HostCommand"]),
            "HostCommand": ["MortarModel"],
        ]) { $0[$1] = ["MortarModel"] })

    private static let servers: Set = ["AgentServer", "EngineServer", "HTTPServing", "WebConsole"]
}

extension Architecture {
    /// Says what is wrong with one target's use of a module; nil when nothing is.
    func objection(to target: String, importing module: String) -> String? {
        guard let layer = layer(of: target) else {
            return "\(target) stands in no layer: give it one in \(Self.self)."
        }
        if let door = doors[module], !door.contains(target) {
            return "\(target) imports \(module), which only \(door.sorted().joined(separator: ", ")) may."
        }
        if forbidden[target]?.contains(module) == true { return "\(target) must not import \(module)." }
        guard let other = self.layer(of: module), module != target else { return nil }
        if other < layer || (other == layer && neighbours[target]?.contains(module) == true) { return nil }
        return "\(target) (layer \(layer)) imports \(module) (layer \(other)): arrows go down only."
    }

    /// Executables' modules are called like them, with `_` for `-`.
    private func layer(of target: String) -> Int? {
        layers.firstIndex { $0.contains { $0 == target || $0.replacing("-", with: "_") == target } }
    }
}
