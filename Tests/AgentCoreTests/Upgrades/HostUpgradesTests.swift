import AgentAPI
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct HostUpgradesTests {
    private static let order = UpgradeOrder(id: "7f-1")
    private static let missing = "LoadState=not-found\nActiveState=inactive\nSubState=dead\nResult=success\n"
    private static let failed = "LoadState=loaded\nActiveState=failed\nSubState=failed\nResult=exit-code\n"

    @Test func beginsOnceHoweverOftenItIsAsked() async throws {
        let host = ScriptedCommands()
        host.answer(
            "systemctl show", CommandOutput(status: 0, standardOutput: Self.missing),
            CommandOutput(status: 0, standardOutput: "LoadState=loaded\nActiveState=activating\nSubState=start\n"),
            CommandOutput(status: 0, standardOutput: Self.failed))
        host.answer("systemd-run")
        for _ in 0..<3 { try await HostUpgrades(host).start(Self.order) }
        let starts = host.lines.filter { $0.hasPrefix("systemd-run") }
        #expect(starts.count == 1 && starts[0].contains("--unit=mortar-upgrade-7f-1.service"))
        #expect(starts[0].contains("--setenv=DEBIAN_FRONTEND=noninteractive"))
    }

    @Test func tellsTheEndOfTheLogOfAFailure() async throws {
        let host = ScriptedCommands()
        host.answer("systemctl show", Self.failed)
        host.answer("journalctl", "Setting up qemu\ndpkg: error processing package qemu (--configure)\n")
        guard case .failed(let failure) = try await HostUpgrades(host).report(Self.order) else {
            Issue.record("it has not failed")
            return
        }
        #expect(failure.code == .toolFailed && failure.cause?.contains("error processing package qemu") == true)
        #expect(failure.correction?.contains("mortar-upgrade-7f-1") == true)
    }

    @Test func tellsThatAnotherProgramHoldsTheLock() async throws {
        let host = ScriptedCommands()
        host.answer("systemctl show", Self.failed)
        host.answer(
            "journalctl",
            "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (unattended-upgr)\n")
        guard case .failed(let failure) = try await HostUpgrades(host).report(Self.order) else {
            Issue.record("it has not failed")
            return
        }
        #expect(failure.code == .busy && failure.cause?.contains("process 7") == true)
    }

    @Test(arguments: ["", "../x", "a b", "ä", String(repeating: "a", count: 65)])
    func refusesAnIdThatCannotBePartOfAUnitsName(_ id: String) async throws {
        let host = ScriptedCommands()
        let failure = await #expect(throws: Failure.self) { try await HostUpgrades(host).start(UpgradeOrder(id: id)) }
        #expect(failure?.code == .invalid && host.commands.isEmpty)
    }

    @Test func tellsWhatIsToBeUpgraded() async throws {
        let host = ScriptedCommands()
        host.answer("apt-get")
        host.answer("apt-get -q --simulate", "Inst qemu [7.2] (7.3 Debian:12 [amd64])\n")
        try await Boot.with(running: "6.1.0-40-amd64") { boot in
            let upgrades = HostUpgrades(host, files: boot.kernel)
            let pending = try await upgrades.pending(refresh: true)
            #expect(pending == PendingUpgrades(packages: [.init(name: "qemu", installed: "7.2", candidate: "7.3")]))
            #expect(host.lines.contains { $0.hasSuffix(" update") })
            host.forget()
            _ = try await upgrades.pending(refresh: false)
            #expect(!host.lines.contains { $0.hasSuffix(" update") })
        }
    }

    @Test func rebootsOnlyTheBootThatIsMeant() async throws {
        let host = ScriptedCommands()
        host.answer("systemctl")
        try await Boot.with(running: "6.1.0", id: "new") { boot in
            try await HostUpgrades(host, files: boot.kernel).reboot(from: "old")
            #expect(host.lines.isEmpty)
            try await HostUpgrades(host, files: boot.kernel).reboot(from: "new")
            #expect(host.lines == ["systemctl reboot"])
        }
    }

    @Test(arguments: [("stopping\n", true), ("running\n", false)])
    func aRefusedRebootIsFineOnTheWayDownOnly(_ state: String, _ isFine: Bool) async throws {
        let host = ScriptedCommands()
        host.fail("systemctl reboot", "There's already a shutdown or sleep operation in progress")
        host.answer("systemctl is-system-running", CommandOutput(status: 1, standardOutput: state))
        try await Boot.with(running: "6.1.0", id: "new") { boot in
            do {
                try await HostUpgrades(host, files: boot.kernel).reboot(from: "new")
                #expect(isFine)
            } catch let failure as Failure {
                #expect(!isFine && failure.cause?.contains("in progress") == true)
            }
        }
    }

    @Test func tellsThatTheSourcesAreInUse() async throws {
        let host = ScriptedCommands()
        host.fail(
            "apt-get", status: 100, "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt)")
        let failure = await #expect(throws: Failure.self) { try await HostUpgrades(host).pending(refresh: true) }
        #expect(failure?.code == .busy && failure?.cause?.contains("process 7") == true)
    }
}
