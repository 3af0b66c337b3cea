internal import AgentAPI
internal import Hummingbird
internal import NIOCore

/// Which request asks what of the agent.
struct AgentRoutes {
    let agent: any HostAgent

    func add(to router: Router<AgentRequestContext>) {
        let routes = AgentRouteTable(router: router, agent: agent)

        routes.call(FactsCall.self) { agent, call in try await agent.facts(maxAge: call.maxAge) }
        routes.stream(ChangesStream.self) { agent, _ in try StreamContent(changes: try await agent.changes()) }

        routes.call(SetHostNamesCall.self) { agent, call in try await agent.setHostNames(call.names) }
        routes.call(StartGlusterCall.self) { agent, _ in try await agent.startGluster() }
        routes.call(StopGlusterCall.self) { agent, _ in try await agent.stopGluster() }
        routes.call(AddPeerCall.self) { agent, call in try await agent.addPeer(call.name) }
        routes.call(RemovePeerCall.self) { agent, call in try await agent.removePeer(call.name) }
        routes.call(RejoinPoolCall.self) { agent, call in try await agent.rejoinPool(call.identity) }

        routes.call(MakeBrickCall.self) { agent, call in try await agent.makeBrick(call.request) }
        routes.call(RemoveBrickCall.self) { agent, call in try await agent.removeBrick(call.id) }
        routes.call(WipeDeviceCall.self) { agent, call in try await agent.wipeDevice(call.device) }
        routes.call(MakeVolumeCall.self) { agent, call in try await agent.makeVolume(call.request) }
        routes.call(SetVolumeOptionsCall.self) { agent, call in try await agent.setVolumeOptions(call.request) }
        routes.call(DeleteVolumeCall.self) { agent, call in try await agent.deleteVolume(call.name) }
        routes.call(VolumesCall.self) { agent, _ in try await agent.volumes() }
        routes.call(HealSummaryCall.self) { agent, call in try await agent.healSummary(volume: call.volume) }
        routes.call(AddBrickCall.self) { agent, call in try await agent.addBrick(call.request) }
        routes.call(ReplaceBrickCall.self) { agent, call in try await agent.replaceBrick(call.request) }
        routes.call(BlamesCall.self) { agent, call in try await agent.blames(volume: call.volume) }
        routes.call(ConnectionsCall.self) { agent, call in try await agent.connections(volume: call.volume) }
        routes.call(SplitBrainsCall.self) { agent, call in try await agent.splitBrains(volume: call.volume) }
        routes.call(BrickCopiesCall.self) { agent, call in try await agent.brickCopies(call.request) }
        routes.call(ResolveSplitBrainCall.self) { agent, call in try await agent.resolveSplitBrain(call.resolution) }
        routes.call(MountVolumeCall.self) { agent, call in try await agent.mountVolume(call.request) }
        routes.call(UnmountVolumeCall.self) { agent, call in try await agent.unmountVolume(call.name) }
        routes.call(BlinkDeviceCall.self) { agent, call in try await agent.blinkDevice(call.device, on: call.on) }

        routes.call(MakeImageCall.self) { agent, call in try await agent.makeImage(call.request) }
        routes.upload(WriteImageUpload.self) { agent, call, content in
            try await agent.writeImage(call.request, content: content)
        }
        routes.call(DeleteImageCall.self) { agent, call in try await agent.deleteImage(call.reference) }
        routes.call(CopyDiskCall.self) { agent, call in try await agent.copyDisk(call.request) }
        routes.call(DiskCopyCall.self) { agent, call in try await agent.diskCopy(call.request) }
        routes.call(SwitchDiskCall.self) { agent, call in try await agent.switchDisk(call.request) }
        routes.call(CancelDiskCopyCall.self) { agent, call in try await agent.cancelDiskCopy(call.request) }

        routes.call(StartVMCall.self) { agent, call in try await agent.startVM(call.request) }
        routes.call(StopVMCall.self) { agent, call in try await agent.stopVM(call.id) }
        routes.call(ResumeVMCall.self) { agent, call in try await agent.resumeVM(call.id) }
        routes.call(ShutDownVMCall.self) { agent, call in try await agent.shutDownVM(call.id) }
        routes.call(GuestWritesCall.self) { agent, _ in try await agent.guestWrites() }
        routes.call(VMPresenceCall.self) { agent, call in try await agent.vmPresence(call.id) }
        routes.stream(ConsoleOutputStream.self) { agent, call in
            StreamContent(bytes: try await agent.consoleOutput(call.id, history: call.history))
        }
        routes.upload(ConsoleInputUpload.self) { agent, call, content in
            try await agent.writeToConsole(call.id, content.collect(upTo: AgentProtocol.bodyLimit))
        }
        addVolumes(to: routes)
        addMigrations(to: routes)
        addUpgrades(to: routes)
    }

    private func addVolumes(to routes: AgentRouteTable) {
        routes.call(ChangeVolumeCall.self) { agent, call in try await agent.changeVolume(call.order) }
        routes.call(VolumeTaskCall.self) { agent, call in try await agent.volumeTask(call.volume) }
        routes.call(VolumeUseCall.self) { agent, call in try await agent.volumeUse(call.volume) }
        routes.call(DirectoryCall.self) { agent, call in try await agent.directory(call.directory) }
    }

    private func addUpgrades(to routes: AgentRouteTable) {
        routes.call(PendingUpgradesCall.self) { agent, call in try await agent.pendingUpgrades(refresh: call.refresh) }
        routes.call(StartUpgradeCall.self) { agent, call in try await agent.startUpgrade(call.order) }
        routes.call(UpgradeReportCall.self) { agent, call in try await agent.upgradeReport(call.order) }
        routes.call(RebootCall.self) { agent, call in try await agent.reboot(from: call.bootID) }
    }

    private func addMigrations(to routes: AgentRouteTable) {
        routes.call(MigrationKeyRequestsCall.self) { agent, _ in try await agent.migrationKeyRequests() }
        routes.call(OpenMigrationsCall.self) { agent, call in try await agent.openMigrations(call.door) }
        routes.call(CloseMigrationsCall.self) { agent, _ in try await agent.closeMigrations() }
        routes.call(VMHardwareCall.self) { agent, call in try await agent.vmHardware(call.id) }
        routes.call(AdmitVMCall.self) { agent, call in try await agent.admitVM(call.admission) }
        routes.call(MigrateVMCall.self) { agent, call in try await agent.migrateVM(call.order) }
        routes.call(MigrationReportCall.self) { agent, call in try await agent.migrationReport(call.id) }
        routes.call(StartPostCopyCall.self) { agent, call in try await agent.startPostCopy(call.id) }
        routes.call(CancelMigrationCall.self) { agent, call in try await agent.cancelMigration(call.id) }
    }
}
