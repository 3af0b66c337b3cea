import Foundation
import HostCommand
import LabKit
import MortarModel
import Testing

extension LabTests.SharedHostsTests {
    @Suite struct PowerTests {
        let lab: Lab

        init() throws {
            lab = try SharedLab.lab
        }

        func run(_ program: String...) async throws -> CommandOutput {
            try await lab.run(program, on: "h3")
        }

        @Test func powerLossIsAtOnceAndKeepsWhatWasSynced() async throws {
            let host = try #require(try await lab.status().hosts.first { $0.name == "h3" })
            let disk = try #require(host.disks.first?.path)
            _ = try await run("dd", "if=/etc/machine-id", "of=\(disk)", "oflag=sync", "conv=notrunc")
            _ = try await run("systemd-run", "--unit=lingering", "sleep", "1000")
            _ = try await run("dd", "if=/etc/machine-id", "of=/root/kept", "conv=fsync")
            let before = try await run("cat", "/etc/machine-id").standardOutput

            let clock = ContinuousClock.now
            try await lab.setPower(of: "h3", .off)
            #expect(ContinuousClock.now - clock < .seconds(10))
            #expect(try lab.power(of: "h3") == .off)
            await #expect(throws: Failure.self) { try await run("true") }
            #expect(try await ping(SharedLab.address(of: "h3", .management)) != 0)

            try await lab.setPower(of: "h3", .on)
            #expect(try lab.power(of: "h3") == .on)
            #expect(try await ping(SharedLab.address(of: "h3", .management)) == 0)
            #expect(try await run("cat", "/root/kept").standardOutput == before)
            #expect(try await run("head", "--bytes=33", disk).standardOutput == before)
            #expect(try await run("systemctl", "is-active", "lingering").standardOutput == "inactive\n")
        }

        @Test func nothingIsSaidWhenThePowerGoes() async throws {
            // A listener on h3, a connection from h1 to it: a cleanly closed one would end the reader.
            _ = try await run(
                "systemd-run", "--unit=listener", "bash", "-c",
                "exec perl -MIO::Socket::INET -e "
                    + "'$s = IO::Socket::INET->new(LocalPort => 7000, Listen => 1); $c = $s->accept; sleep'")
            let address = try SharedLab.address(of: "h3", .storage)
            _ = try await lab.run(
                [
                    "systemd-run", "--unit=reader", "perl", "-MIO::Socket::INET", "-e",
                    "for (1..50) { $s = IO::Socket::INET->new(PeerAddr => '\(address):7000') and last; "
                        + "select undef, undef, undef, .1 } die unless $s; sysread $s, $b, 1",
                ], on: "h1")
            try await reader(is: "active", connected: true)
            try await lab.setPower(of: "h3", .off)
            try await reader(is: "active", connected: true)
            try await lab.setPower(of: "h3", .on)
            _ = try await lab.run(["systemctl", "stop", "reader"], on: "h1")
        }

        /// Waits until the reader on h1 is in a state.
        private func reader(is state: String, connected: Bool) async throws {
            let listener = try SharedLab.address(of: "h3", .storage) + ":7000"
            let deadline = ContinuousClock.now + .seconds(10)
            while true {
                let unit = try await lab.run(["systemctl", "is-active", "reader"], on: "h1").standardOutput
                let sockets = try await lab.run(["ss", "--tcp", "--numeric"], on: "h1").standardOutput
                if unit == state + "\n", sockets.contains(listener) == connected { return }
                try #require(ContinuousClock.now < deadline, "\(unit) \(sockets)")
                try await Task.sleep(for: .milliseconds(200))
            }
        }

        private func ping(_ address: String) async throws -> Int32 {
            try await LocalCommands().run(Command("ping", ["-c", "1", "-W", "2", address])).status
        }
    }
}
