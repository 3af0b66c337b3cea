import AgentAPI
package import MortarModel
package import NIOCore

/// What users can ask for about VMs.
package struct VMService: Sendable {
    /// A VM to be written down.
    package struct Addition: Sendable {
        package var name: String
        package var cluster: ClusterID
        package var cpus: Int
        package var memory: ByteCount
        package var cloudInit: CloudInit?
        package var description: String
        package var settings = VMPolicies()

        package init(
            name: String, cluster: ClusterID, cpus: Int, memory: ByteCount, cloudInit: CloudInit? = nil,
            description: String = ""
        ) {
            self.name = name
            self.cluster = cluster
            self.cpus = cpus
            self.memory = memory
            self.cloudInit = cloudInit
            self.description = description
        }
    }

    /// The smallest memory that SeaBIOS and a Linux kernel boot in.
    private static let leastMemory = ByteCount.mebibytes(32)
    /// 64 TiB, what x86-64 addresses with 46 bits.
    private static let mostMemory = ByteCount.gibibytes(64 << 10)
    /// More than QEMU's q35 machines take.
    private static let mostCPUs = 1024

    let context: EngineContext
    let workflows: Workflows

    package init(_ context: EngineContext, workflows: Workflows) {
        self.context = context
        self.workflows = workflows
    }

    /// Writes a VM down; it has no disks and is down.
    package func add(_ addition: Addition, by request: RequestOrigin) async throws -> VM {
        try check(addition)
        var vm = VM(
            name: addition.name, clusterID: addition.cluster, cpus: addition.cpus, memory: addition.memory,
            cloudInit: addition.cloudInit, statusSince: context.now(), description: addition.description)
        addition.settings.apply(to: &vm)
        return try await write(vm, addition.settings, by: request)
    }

    private func write(_ vm: VM, _ settings: VMPolicies, by request: RequestOrigin) async throws -> VM {
        try await context.store.change { inventory in
            _ = try inventory.clusters.required(vm.clusterID)
            try settings.check(for: vm, in: inventory)
            if inventory.vms.named(vm.name) != nil {
                throw Failure(
                    .conflict, "There is a VM with the name \(vm.name) already.", correction: "Take another name.",
                    objects: ["VM \(vm.name)"])
            }
            inventory.vms.insert(vm)
            inventory.addEvent(
                .vmAdded, "VM \(vm.name) was created.", at: context.now(), about: .init(vm: vm.id),
                correlationID: request.correlationID)
        }
        return vm
    }

    /// Sets where the VM may run and how it reaches its disks, which counts from its next start or migration on.
    package func set(_ settings: VMPolicies, of id: VMID) async throws -> VM {
        try await context.store.change { inventory in
            try settings.check(for: try inventory.vms.required(id), in: inventory)
            try inventory.vms.update(id) { settings.apply(to: &$0) }
            return try inventory.vms.required(id)
        }
    }

    /// Chooses a host and begins to start the VM there.
    package func start(_ id: VMID, by request: RequestOrigin) async throws -> Job {
        let vm = try context.inventory.vms.required(id)
        return try await workflows.start(StartVM(vm: id, name: vm.name), by: request) { inventory in
            try inventory.reserveHost(for: id, at: context.now())
        }
    }

    /// Begins to end the VM at once, as by pulling its plug.
    package func stop(_ id: VMID, by request: RequestOrigin) async throws -> Job {
        let vm = try context.inventory.vms.required(id)
        return try await workflows.start(StopVM(vm: id, name: vm.name), by: request) { inventory in
            let vm = try inventory.vms.required(id)
            try inventory.refuseUnlessOnHost(vm)
            try inventory.refuseWhileDisksMove(of: vm)
        }
    }

    /// Asks the guest to shut down.
    package func shutDown(_ id: VMID) async throws {
        let inventory = context.inventory
        let vm = try inventory.vms.required(id)
        try inventory.refuseWhileDisksMove(of: vm)
        try await agent(of: vm).shutDownVM(id)
        try await context.store.change { inventory in
            guard let vm = inventory.vms[id], vm.status == .up else { return }
            inventory.vms[id]?.enter(.poweringDown, at: context.now())
        }
    }

    /// Begins to delete a VM with its disks.
    package func remove(_ id: VMID, by request: RequestOrigin) async throws -> Job {
        let vm = try context.inventory.vms.required(id)
        return try await workflows.start(RemoveVM(vm: vm), by: request) { inventory in
            try inventory.reserveRemoval(of: id, at: context.now())
        }
    }

    /// What the guest prints on its serial console.
    package func consoleOutput(
        _ id: VMID, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        let vm = try context.inventory.vms.required(id)
        let (context, host) = (context, try host(of: vm))
        return RelayedConsole(
            first: try await context.agent(of: host).consoleOutput(id, history: history),
            after: { try await context.consoleOutput(of: id, after: $0) }, host: host)
    }

    /// Types on the guest's serial console.
    package func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        let vm = try context.inventory.vms.required(id)
        try await context.agent(of: try host(of: vm)).writeToConsole(id, bytes)
    }

    private func agent(of vm: VM) throws -> any HostAgent {
        try context.inventory.refuseUnlessOnHost(vm)
        return try context.agent(of: try host(of: vm))
    }

    private func host(of vm: VM) throws -> HostID {
        guard vm.status.occupiesHost, let host = vm.hostID else { throw Failure.notRunning(vm) }
        return host
    }

    private func check(_ addition: Addition) throws {
        try EntityName.check(addition.name, of: VM.kind)
        if addition.cpus < 1 {
            throw Failure(.invalid, "A VM needs at least one CPU.", correction: "Give it a number of CPUs.")
        }
        if addition.cpus > Self.mostCPUs {
            throw Failure(
                .invalid, "The VM would have too many CPUs.", correction: "Give it at most \(Self.mostCPUs).")
        }
        try check(addition.memory)
    }

    private func check(_ memory: ByteCount) throws {
        if memory < Self.leastMemory {
            throw Failure(
                .invalid, "\(memory) of memory is too little for a VM.",
                correction: "Give it at least \(Self.leastMemory).")
        }
        if memory > Self.mostMemory {
            throw Failure(
                .invalid, "\(memory) of memory is too much for a VM.",
                correction: "Give it at most \(Self.mostMemory).")
        }
    }
}

extension Failure {
    static func migrating(_ vm: VM) -> Failure {
        Failure(
            .conflict, "VM \(vm.name) is on its way to another host.",
            correction: "Wait until it has arrived, or cancel its migration.", objects: ["VM \(vm.name)"])
    }

    static func notRunning(_ vm: VM) -> Failure {
        Failure(
            .conflict, "VM \(vm.name) is \(vm.status.rawValue).", correction: "Start it first.",
            objects: ["VM \(vm.name)"])
    }
}
