import HostCommand
import HostCommandTesting
import Testing

@testable import AptKit

@Suite struct AptTests {
    private static let simulated = """
        NOTE: This is only a simulation!
        Reading package lists...
        Building dependency tree...
        Calculating upgrade...
        The following packages will be REMOVED:
          libold1
        The following NEW packages will be installed:
          linux-image-6.1.0-40-amd64
        2 upgraded, 1 newly installed, 1 to remove and 0 not upgraded.
        Remv libold1 [0.9-1] [tool:amd64 ]
        Inst libgcrypt20-dev [1.10.1-3] (1.10.1-3+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []
        Inst libc6:i386 [2.36-9] (2.36-9+deb12u13 Debian:12.15/oldstable [i386])
        Inst linux-image-6.1.0-40-amd64 (6.1.153-1 Debian:12.15/oldstable [amd64])
        Conf libgcrypt20-dev (1.10.1-3+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64])
        """

    @Test func readsWhatWouldChange() async throws {
        let host = ScriptedCommands()
        host.answer("apt-get -q --simulate", Self.simulated)
        let changes = try await Apt(host).pendingChanges()
        #expect(
            changes == [
                PackageChange(name: "libold1", installed: "0.9-1", candidate: nil),
                PackageChange(name: "libgcrypt20-dev", installed: "1.10.1-3", candidate: "1.10.1-3+deb12u1"),
                PackageChange(name: "libc6:i386", installed: "2.36-9", candidate: "2.36-9+deb12u13"),
                PackageChange(name: "linux-image-6.1.0-40-amd64", installed: nil, candidate: "6.1.153-1"),
            ])
    }

    @Test func findsNothingWhereAllIsNew() async throws {
        let host = ScriptedCommands()
        host.answer("apt-get -q --simulate", "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n")
        #expect(try await Apt(host).pendingChanges().isEmpty)
    }

    @Test func refusesALineThatItCannotRead() async throws {
        let host = ScriptedCommands()
        host.answer("apt-get -q --simulate", "Inst qemu [7.2]\n")
        await #expect(throws: AptError.unreadable("Inst qemu [7.2]")) { try await Apt(host).pendingChanges() }
    }

    @Test func asksTheSourcesAnewAndTakesHalfAnAnswerForNone() async throws {
        let host = ScriptedCommands()
        host.answer("apt-get")
        try await Apt(host).refresh()
        #expect(host.lines.first?.contains("--error-on=any") == true)
    }

    @Test(arguments: [
        "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4711 (apt-get)",
        "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?",
        "dpkg: error: dpkg frontend lock was locked by another process with pid 4711",
    ])
    func tellsThatAnotherProgramWorks(_ words: String) async throws {
        let host = ScriptedCommands()
        host.fail("apt-get", status: 100, words)
        await #expect(throws: AptError.busy(words)) { try await Apt(host).refresh() }
    }

    @Test func tellsWhatElseFails() async throws {
        let host = ScriptedCommands()
        host.fail("apt-get", status: 100, "E: Failed to fetch http://deb.example/InRelease")
        let error = await #expect(throws: AptError.self) { try await Apt(host).refresh() }
        #expect("\(try #require(error))".contains("Failed to fetch"))
    }

    @Test func upgradesWithoutQuestionsAndWithoutRemovals() {
        let words = Apt.upgrade.argumentVector
        #expect(words.first == "/usr/bin/apt-get" && words.last == "dist-upgrade")
        #expect(words.contains("-y") && words.contains("--no-remove"))
        #expect(words.contains("Dpkg::Options::=--force-confold"))
        #expect(Apt.environment["DEBIAN_FRONTEND"] == "noninteractive")
    }
}
