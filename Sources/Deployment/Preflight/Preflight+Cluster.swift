package import BlockDeviceKit
import HostNetworkKit
import MortarModel

extension Preflight {
    // MARK: Names

    func names(_ probes: [HostProbe]) -> [PreflightProblem] {
        let byName = Dictionary(grouping: probes, by: \.hostname)
        return probes.filter { byName[$0.hostname, default: []].count > 1 }.map {
            .init(
                host: $0.address, problem: "Another host is called \($0.hostname) too.",
                correction: "Give each host a name of its own: “hostnamectl set-hostname …”.")
        }
    }

    // MARK: Storage network

    func storageNetwork(_ probes: [HostProbe]) -> [PreflightProblem] {
        guard let subnet = request.storageNetwork else { return [] }
        let missing = probes.filter { $0.storage(in: subnet) == nil }.map { probe in
            PreflightProblem(
                host: probe.name, problem: "It has no address in the storage network \(subnet).",
                correction: "Give one of its interfaces an address there.")
        }
        return missing + unequalSizes(probes, subnet) + unreachablePeers(probes)
    }

    private func unequalSizes(_ probes: [HostProbe], _ subnet: Subnet) -> [PreflightProblem] {
        let sizes = probes.compactMap { probe in probe.storage(in: subnet).map { (probe, $0.interface) } }
        guard let first = sizes.first?.1.mtu else { return [] }
        return sizes.filter { $0.1.mtu != first }.map { probe, interface in
            .init(
                host: probe.name,
                problem: "The MTU of \(interface.name) is \(interface.mtu), on \(sizes[0].0.name) it is \(first).",
                correction: "Set the same MTU on every interface of the storage network.")
        }
    }

    private func unreachablePeers(_ probes: [HostProbe]) -> [PreflightProblem] {
        probes.flatMap { probe in
            probe.unreachablePeers.map { address in
                .init(
                    host: probe.name,
                    problem: "A packet of full size does not reach \(address) on the storage network.",
                    correction: "Look at cables, VLANs, MTUs of the switches, and firewalls between the two.")
            }
        }
    }

    // MARK: Earlier lives

    func membership(_ probes: [HostProbe]) -> [PreflightProblem] {
        let own = Set(probes.flatMap { $0.interfaces.flatMap(\.addresses).map(\.address) } + probes.map(\.hostname))
        let authority = probes.first?.engineAuthority
        return probes.flatMap { probe -> [PreflightProblem] in
            let strangers = probe.poolPeers.filter { !own.contains($0) }
            let pool =
                strangers.isEmpty
                ? nil
                : PreflightProblem(
                    host: probe.name,
                    problem: "It is in a trusted pool with \(strangers.joined(separator: ", ")).",
                    correction: "Take it out there first: “gluster peer detach” on one of them.")
            let isStrange = probe.agentAuthority != nil && probe.agentAuthority != authority
            let cluster =
                !isStrange
                ? nil
                : PreflightProblem(
                    host: probe.name, problem: "It belongs to another Mortar cluster, or to one that is gone.",
                    correction: "Free it: “mortar destroy \(probe.address) --yes-really”.")
            return [pool, cluster].compactMap(\.self)
        }
    }

    /// What an earlier attempt has left on hosts that belong to no cluster; it prevents nothing.
    package static func leftovers(_ probes: [HostProbe]) -> [String] {
        probes.filter { $0.agentAuthority == nil }.compactMap { probe in
            let bricks = probe.devices.filter { if case .own = $0.use { true } else { false } }.map(\.device.path)
            if bricks.isEmpty { return nil }
            return "\(probe.name) has bricks of an earlier attempt, which are used again if no file is in them: "
                + bricks.joined(separator: ", ") + "."
        }
    }

    // MARK: Devices

    func devices(_ probes: [HostProbe], _ reached: [HostProbe]) -> [PreflightProblem] {
        let named = (request.devices ?? []) + request.wipe
        let wrong = named.compactMap { device -> PreflightProblem? in
            guard let probe = probes.first(where: { $0.answers(to: device.host) }) else {
                return .init(
                    host: device.host, problem: "It is not one of the hosts to be deployed.",
                    correction: "Name devices as HOST:/dev/X with one of the hosts given.")
            }
            return probe.unreachable == nil ? problem(device, probe) : nil
        }
        return wrong + (wrong.isEmpty ? tooFew(reached) : [])
    }

    private func problem(_ device: DeployRequest.NamedDevice, _ probe: HostProbe) -> PreflightProblem? {
        guard let found = probe.devices.first(where: { $0.answers(to: device.path) }) else {
            return .init(
                host: probe.name, problem: "There is no device \(device.path).",
                correction: "“lsblk” on the host shows what there is.")
        }
        if probe.canTake(found, request) { return nil }
        return .init(
            host: probe.name, problem: "\(device.path) is not blank: \(found.use.text).",
            correction: "Name another device, or give up what is on it with --wipe \(device.host):\(device.path).")
    }

    private func tooFew(_ reached: [HostProbe]) -> [PreflightProblem] {
        guard !reached.contains(where: { $0.agentAuthority != nil }) else { return [] }
        let needed = request.redundancy.brickCount
        if request.hosts.count < needed {
            return [
                .init(
                    host: "all", problem: "\(needed) hosts are needed for --copies \(request.redundancy.rawValue).",
                    correction: needed == 3 && request.hosts.count == 1
                        ? "For one host give --copies 1." : "Name more hosts.")
            ]
        }
        let giving = reached.filter { probe in probe.devices.contains { probe.canTake($0, request) } }
        // Whoever names devices may leave hosts out: they run VMs, and take bricks over when others fail.
        if request.devices != nil, giving.count >= needed { return [] }
        let lacking = reached.filter { probe in !giving.contains { $0.address == probe.address } }
        return lacking.map { probe in
            let seen = probe.devices.map { "\($0.device.path): \($0.use.text)" }.joined(separator: "; ")
            return .init(
                host: probe.name, problem: "It has no blank device. \(seen)",
                correction: "Add a disk, or give up what is on one with --wipe \(probe.name):/dev/X.")
        }
    }
}

extension HostProbe {
    /// Whether users may mean this host by the word.
    package func answers(to word: String) -> Bool { word == address || word == hostname }

    /// Whether a deployment may use a device: it is blank, or ours from an earlier attempt, or was named to be wiped.
    package func canTake(_ device: SurveyedDevice, _ request: DeployRequest) -> Bool {
        let isNamed = request.devices.map { named in
            named.contains { answers(to: $0.host) && device.answers(to: $0.path) }
        }
        if isNamed == false { return false }
        switch device.use {
        case .blank: return true
        case .own(let fileSystem): return fileSystem.mountPoints.isEmpty
        case .occupied: return request.wipe.contains { answers(to: $0.host) && device.answers(to: $0.path) }
        }
    }
}

extension DeviceUse {
    var text: String {
        switch self {
        case .blank: "blank"
        case .own: "a brick of Mortar"
        case .occupied(let by): by
        }
    }
}
