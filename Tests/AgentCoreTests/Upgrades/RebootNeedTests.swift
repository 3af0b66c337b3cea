import Testing

@testable import AgentCore

@Suite struct RebootNeedTests {
    @Test func aNewerKernelIsAReason() async throws {
        try await Boot.with(running: "6.1.0-9-amd64", installed: ["6.1.0-9-amd64", "6.1.0-40-amd64"]) { boot in
            let reason = try RebootNeed(boot.kernel).reason
            #expect(reason == "it runs kernel 6.1.0-9-amd64, and 6.1.0-40-amd64 is installed")
        }
    }

    @Test(arguments: [["6.1.0-40-amd64"], ["6.1.0-9-amd64", "6.1.0-40-amd64"], []])
    func theNewestKernelIsNone(_ installed: [String]) async throws {
        try await Boot.with(running: "6.1.0-40-amd64", installed: installed) { boot in
            let reason = try RebootNeed(boot.kernel).reason
            #expect(reason == nil)
        }
    }

    /// As in a container, which runs its host's.
    @Test func aKernelThatIsNewerThanAllInstalledIsNone() async throws {
        try await Boot.with(running: "6.12.0", installed: ["6.1.0-40-amd64"]) { boot in
            let reason = try RebootNeed(boot.kernel).reason
            #expect(reason == nil)
        }
    }

    @Test func packagesThatAskForItAreOne() async throws {
        try await Boot.with(running: "6.1.0") { boot in
            try boot.write("*** System restart required ***\n", to: "run/reboot-required")
            let reason = try RebootNeed(boot.kernel).reason
            #expect(reason == "the system asks for it")
            try boot.write("libc6\ndbus\nlibc6\n", to: "run/reboot-required.pkgs")
            let named = try RebootNeed(boot.kernel).reason
            #expect(named == "dbus, libc6 ask for it")
        }
    }
}
