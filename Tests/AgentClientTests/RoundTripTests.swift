import AgentAPI
import AgentClient
import MortarModel
import NIOCore
import Testing

/// Every call, over real sockets with mutual TLS.
struct RoundTripTests {
    @Test func carriesEveryQuestionAndItsAnswer() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            let facts = try await client.facts()
            #expect(facts == Sample.facts)
            let volumes = try await client.volumes()
            #expect(volumes == [Sample.volume])
            let heals = try await client.healSummary(volume: "data-1")
            #expect(heals == Sample.heals)
            let blames = try await client.blames(volume: "data-1")
            #expect(blames == [Sample.blames])
            let connections = try await client.connections(volume: "data-1")
            #expect(connections == [Sample.connections])
        }
        #expect(
            agent.calls == [
                "facts", "volumes", "healSummary data-1", "blames data-1", "connections data-1",
            ])
    }

    @Test func carriesEveryCommandAboutSplitBrains() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            let list = try await client.splitBrains(volume: "data-1")
            #expect(list == Sample.splitBrains)
            let copies = try await client.brickCopies(Sample.copies)
            #expect(copies == [Sample.copy])
            let outcome = try await client.resolveSplitBrain(Sample.resolution)
            #expect(outcome.isDecided)
        }
        #expect(
            agent.calls == [
                "splitBrains data-1", "brickCopies \(Sample.copies)", "resolveSplitBrain \(Sample.resolution)",
            ])
    }

    @Test func carriesEveryCommandOfThePool() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            try await client.setHostNames([HostName(name: "h1", address: "10.88.0.11")])
            try await client.startGluster()
            try await client.stopGluster()
            try await client.addPeer("h2")
            try await client.removePeer("h2")
            try await client.rejoinPool(Sample.poolIdentity)
        }
        #expect(
            agent.calls == [
                "setHostNames \([HostName(name: "h1", address: "10.88.0.11")])", "startGluster", "stopGluster",
                "addPeer h2",
                "removePeer h2", "rejoinPool \(Sample.poolIdentity)",
            ])
    }

    @Test func carriesEveryCommandOfStorage() async throws {
        let agent = RecordingAgent()
        let stripe = StripeGeometry(unit: .kibibytes(256), dataDisks: 10)
        let brick = BrickRequest(id: BrickID(rawValue: "b1"), device: "/dev/vdb", wipe: true, stripe: stripe)
        let options = VolumeOptionsRequest(volume: "data-1", options: ["cluster.shd-max-threads": "4"])
        let mount = MountRequest(volume: "data-1", servers: ["h1", "h2"])
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            let made = try await client.makeBrick(brick)
            #expect(made == Sample.brick)
            try await client.removeBrick(brick.id)
            try await client.wipeDevice("/dev/vdc")
            try await client.makeVolume(Sample.volumeRequest)
            try await client.setVolumeOptions(options)
            try await client.deleteVolume("data-1")
            try await client.replaceBrick(Sample.replacement)
            try await client.addBrick(Sample.brickAddition)
            try await client.mountVolume(mount)
            try await client.unmountVolume("data-1")
            try await client.blinkDevice("/dev/vdb", on: true)
            try await client.makeImage(Sample.image)
            try await client.deleteImage(Sample.image.reference)
        }
        #expect(
            agent.calls == [
                "makeBrick \(brick)", "removeBrick b1", "wipeDevice /dev/vdc", "makeVolume \(Sample.volumeRequest)",
                "setVolumeOptions \(options)", "deleteVolume data-1", "replaceBrick \(Sample.replacement)",
                "addBrick \(Sample.brickAddition)",
                "mountVolume \(mount)",
                "unmountVolume data-1", "blinkDevice /dev/vdb true", "makeImage \(Sample.image)",
                "deleteImage \(Sample.image.reference)",
            ])
    }

    @Test func carriesEveryCommandOfVolumesOfUsers() async throws {
        let agent = RecordingAgent()
        let orders = Sample.volumeChanges.map { VolumeOrder(volume: "plain", change: $0) }
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            for order in orders { try await client.changeVolume(order) }
            #expect(try await client.volumeTask("plain").task == Sample.task)
            #expect(try await client.volumeUse("plain") == Sample.use)
            #expect(try await client.directory("/srv/b") == Sample.directory)
        }
        #expect(
            agent.calls == orders.map { "changeVolume \($0)" } + [
                "volumeTask plain", "volumeUse plain", "directory /srv/b",
            ])
    }

    @Test func carriesEveryCommandOfCopiesOfDisks() async throws {
        let recorder = RecordingAgent()
        try await ServedAgent.with(recorder) { served in
            let client = try served.client()
            #expect(try await client.copyDisk(Sample.copyRequest) == Sample.copyFacts)
            #expect(try await client.diskCopy(Sample.copyRequest) == Sample.copyFacts)
            #expect(try await client.switchDisk(Sample.copyRequest) == Sample.copyFacts)
            #expect(try await client.cancelDiskCopy(Sample.copyRequest) == Sample.copyFacts)
        }
        let verbs = ["copyDisk", "diskCopy", "switchDisk", "cancelDiskCopy"]
        #expect(recorder.calls == verbs.map { "\($0) \(Sample.copyRequest)" })
    }

    @Test func carriesEveryCommandOfVMs() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            #expect(try await client.vmPresence(Sample.vm.id) == .present(Sample.vm))
            let started = try await client.startVM(Sample.vmRequest)
            #expect(started == Sample.vm)
            #expect(try await client.guestWrites() == [Sample.writes])
            try await client.shutDownVM(Sample.vm.id)
            #expect(try await client.resumeVM(Sample.vm.id))
            try await client.stopVM(Sample.vm.id)
            try await client.writeToConsole(Sample.vm.id, ByteBuffer(string: "root\n"))
        }
        #expect(
            agent.calls == [
                "vmPresence v1", "startVM \(Sample.vmRequest)", "guestWrites", "shutDownVM v1", "resumeVM v1",
                "stopVM v1",
                "writeToConsole v1 root\n",
            ])
    }

    @Test func carriesEveryCommandOfMigrations() async throws {
        let agent = RecordingAgent()
        let admission = VMAdmission(request: Sample.vmRequest, hardware: Sample.hardware)
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            #expect(try await client.migrationKeyRequests() == Sample.keyRequests)
            try await client.openMigrations(Sample.door)
            #expect(try await client.vmHardware(Sample.vm.id) == Sample.hardware)
            #expect(try await client.admitVM(admission).canPostCopy)
            try await client.migrateVM(Sample.order)
            #expect(try await client.migrationReport(Sample.vm.id) == Sample.migrationReport)
            try await client.startPostCopy(Sample.vm.id)
            try await client.cancelMigration(Sample.vm.id)
            try await client.closeMigrations()
        }
        #expect(
            agent.calls == [
                "migrationKeyRequests", "openMigrations \(Sample.door)", "vmHardware v1", "admitVM \(admission)",
                "migrateVM \(Sample.order)", "migrationReport v1", "startPostCopy v1", "cancelMigration v1",
                "closeMigrations",
            ])
    }

    @Test func carriesEveryCommandOfUpgrades() async throws {
        let agent = RecordingAgent()
        let order = UpgradeOrder(id: "u-1")
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            #expect(try await client.pendingUpgrades(refresh: true) == Sample.pendingUpgrades)
            try await client.startUpgrade(order)
            #expect(try await client.upgradeReport(order) == .failed(Sample.upgradeFailure))
            try await client.reboot(from: "7c")
        }
        #expect(agent.calls == ["pendingUpgrades true", "startUpgrade u-1", "upgradeReport u-1", "reboot 7c"])
    }

    @Test(arguments: [
        Failure(.toolFailed, "It failed.", cause: "volume set: failed", correction: "Look.", objects: ["host h1"]),
        Failure(.conflict, "It is taken."),
        Failure(Failure.Code(rawValue: "from-the-future"), "Something new."),
    ])
    func carriesFailuresAsTheyAre(_ failure: Failure) async throws {
        try await ServedAgent.with(RecordingAgent(failure: failure)) { served in
            let client = try served.client()
            await #expect(throws: failure) { try await client.facts() }
            await #expect(throws: failure) { _ = try await client.changes() }
            await #expect(throws: failure) { try await client.stopVM(Sample.vm.id) }
            await #expect(throws: failure) { try await client.writeToConsole(Sample.vm.id, ByteBuffer(string: "x")) }
        }
    }
}
