import AgentAPI
import EngineCore
import Foundation
import MortarModel
import OVirtAPI
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct DeviceCommandTests {
    /// Changes a device of h2 and waits until the engine has noticed.
    private func change(
        _ fixture: CommandFixture, _ state: DeviceView.State, _ body: @escaping @Sendable (inout DeviceFacts) -> Void
    ) async throws {
        fixture.cluster.changeDevice("/dev/sdc", of: "10.0.0.2", body)
        let host = try #require(fixture.engine.inventory.hosts.named("h2")?.id)
        _ = try await fixture.engine.context.store.first {
            $0.deviceViews(of: host).first { $0.facts.path == "/dev/sdc" && $0.state == state }
        }
    }

    @Test func listsAndShowsStatesAndHealth() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            try await change(fixture, .failing) {
                $0.measurements = DeviceMeasurements(taken: .now, passed: false, temperature: 41)
            }
            let list = await fixture.mortar("device", "list", "--host", "h2")
            #expect(list.lines.first == "HOST  PATH       SIZE  STATE    HEALTH   DETAIL                        MODEL")
            #expect(
                list.lines.last == "h2    /dev/sdc  8 GiB  failing  failing  It predicts its own failure.  SIM")
            let failing = await fixture.mortar("device", "list", "--state", "failing", "-o", "json")
            let records = try #require(try failing.json() as? [[String: Any]])
            #expect(records.count == 1 && records[0]["temperature"] as? Int == 41)
            let shown = await fixture.mortar("device", "show", "h2:/dev/sdc")
            #expect(shown.output.contains(/Reasons: +It predicts its own failure\.\n/), "\(shown.errors)")
            #expect(shown.output.contains(/Stable path: +\/dev\/disk\/by-id\/ata-SIM_10\.0\.0\.2-1\n/))
            #expect(await fixture.mortar("device", "list", "--state", "good").status == 2)
            #expect(await fixture.mortar("device", "show", "h2:/dev/sdz").status == 2)
            #expect(await fixture.mortar("device", "show", "/dev/sdc").status == 2)
        }
    }

    @Test func marksProvisionsAndReleases() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let spare = await fixture.mortar("device", "spare", "h2:sdc")
            #expect(spare.output == "Device h2:/dev/sdc is a spare.\n", "\(spare.errors)")
            let freed = await fixture.mortar("device", "spare", "h2:/dev/sdc", "--no", "-o", "json")
            #expect((try freed.json() as? [String: Any])?["state"] as? String == "blank")
            try await change(fixture, .inUse) { $0.use = .occupied("has a signature of ext4") }
            let refused = await fixture.mortar("device", "provision", "h2:/dev/sdc")
            #expect(refused.status == 2 && refused.errors.contains("Cause: has a signature of ext4"))
            let provisioned = await fixture.mortar("device", "provision", "h2:/dev/sdc", "--wipe")
            #expect(provisioned.output == "Device h2:/dev/sdc is ready: a spare.\n", "\(provisioned.errors)")
            #expect(fixture.cluster.devices(of: "10.0.0.2").allSatisfy { $0.use == .blank })
            let released = await fixture.mortar("device", "release", "h2:/dev/sdc")
            #expect(released.output == "Device h2:/dev/sdc is released: blank.\n", "\(released.errors)")
        }
    }

    @Test func switchesTheLight() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let on = await fixture.mortar("device", "blink", "h2:/dev/sdc")
            #expect(on.output == "The light of device h2:/dev/sdc is on.\n", "\(on.errors)")
            #expect(fixture.cluster.blinking(on: "10.0.0.2") == ["/dev/sdc"])
            #expect(await fixture.mortar("device", "blink", "h2:/dev/sdc", "--off").status == 0)
            #expect(fixture.cluster.blinking(on: "10.0.0.2").isEmpty)
        }
    }

    @Test func watchingEndsInOrderWhenInterrupted() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            try await change(fixture, .failing) { $0.measurements = DeviceMeasurements(taken: .now, passed: false) }
            try await withThrowingTaskGroup(of: CommandResult.self) { group in
                let (stream, told) = AsyncStream.makeStream(of: Void.self)
                group.addTask { await fixture.mortar(telling: told, "device", "watch", "--host", "h2") }
                for await _ in stream { break }
                group.cancelAll()
                let result = try #require(try await group.next())
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output.contains("h2:/dev/sdc  new → failing: It predicts its own failure."))
            }
        }
    }
}

@Suite struct DeviceStateChangesTests {
    private func device(_ path: String, _ state: String, _ verdict: String = "healthy") -> BlockDeviceRepresentation {
        var device = BlockDeviceRepresentation()
        (device.href, device.path, device.state) = (path, path, state)
        var health = DeviceHealthRepresentation()
        (health.verdict, health.reasons) = (verdict, verdict == "worn" ? ["Old."] : [])
        device.health = health
        return device
    }

    @Test func tellsChangesAndAtFirstWhatIsNotWell() {
        var changes = DeviceStateChanges()
        let first = changes.take(
            [device("a", "blank"), device("b", "brick", "worn"), device("c", "missing")], at: .now)
        #expect(first.map(\.now) == ["brick, worn", "missing"])
        let same = changes.take([device("a", "blank"), device("b", "brick", "worn"), device("c", "missing")], at: .now)
        #expect(same.isEmpty)
        let second = changes.take(
            [device("a", "spare"), device("b", "failed", "failed"), device("d", "blank")], at: .now)
        #expect(second.map(\.before) == ["blank", "brick, worn", "missing", nil])
        #expect(second.map(\.now) == ["spare", "failed", nil, "blank"])
    }

    @Test func tellsTheStripeOfARAIDDevice() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let done = await fixture.mortar(
                "device", "provision", "h2:/dev/sdc", "--stripe-unit", "128KiB", "--stripe-data-disks", "10")
            #expect(done.output == "Device h2:/dev/sdc is ready: a spare.\n", "\(done.errors)")
            let shown = await fixture.mortar("device", "show", "h2:/dev/sdc").output
            #expect(shown.contains(/Stripe unit: +128 KiB\n/), "\(shown)")
            #expect(shown.contains(/Stripe data disks: +10\n/), "\(shown)")
        }
    }

    @Test(arguments: [
        ["--stripe-unit", "128KiB"], ["--stripe-data-disks", "10"],
        ["--stripe-unit", "100KiB", "--stripe-data-disks", "10"],
        ["--stripe-unit", "128KiB", "--stripe-data-disks", "0"],
    ])
    func aStripeIsGivenWholeAndAsToolsCanFollow(_ options: [String]) async {
        for command in [
            ["device", "provision", "h2:/dev/sdc"], ["device", "replace", "h2:/dev/sdc"], ["deploy", "h1"],
        ] {
            #expect(await mortar(command + options).status == 2, "\(command)")
        }
    }
}
