import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// A cluster that the program `mortar` deploys on hosts of the shared lab, and the program's use of it.
struct TestCluster: Sendable {
    let hosts: [String]
    let copies: String
    /// As `mortar deploy --devices` takes them; nil for every blank one.
    let devices: [String]?
    /// As `mortar deploy --zone` takes them.
    let zones: [String]
    let lab: Lab
    private let secrets: LabCredentials
    let configuration: String
    private let password: String

    /// - Parameter hosts: names of the lab's hosts; the engine is on the first.
    init(
        _ hosts: [String] = SharedLab.hosts, copies: String = "3", devices: [String]? = nil, zones: [String] = []
    ) async throws {
        self.hosts = hosts
        self.copies = copies
        self.devices = devices
        self.zones = zones
        lab = try SharedLab.lab
        secrets = try await lab.credentials()
        let folder = FileManager.default.temporaryDirectory.appending(path: "mortar-lab-tests-\(lab.name)").path()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        configuration = "\(folder)/config.yaml"
        password = "\(folder)/password"
        try secrets.password.write(toFile: password, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
    }

    // MARK: The program

    private var addresses: [String] { get throws { try hosts.map(Self.address) } }

    /// The management address of a host of the lab.
    static func address(_ host: String) throws -> String { try SharedLab.address(of: host, .management) }

    /// With the lab's key, and the host keys that this lab was made with.
    private var login: [String] {
        get throws {
            ["--ssh-key", secrets.sshKey, "--known-hosts", try lab.destination(of: hosts[0]).knownHostsFile]
        }
    }

    var deployArguments: [String] {
        get throws {
            let packages = try #require(
                ProcessInfo.processInfo.environment["MORTAR_PACKAGES"], "“make test” tells where the packages are")
            return try ["deploy"] + addresses + [
                "--storage-network", "\(try SharedLab.subnet).1.0/24", "--copies", copies,
                "--password-file", password, "--packages", packages, "--config", configuration,
            ] + (devices.map { ["--devices", $0.joined(separator: ",")] } ?? [])
                + zones.flatMap { ["--zone", $0] } + login
        }
    }

    /// Deploys, or finds everything deployed.
    func deploy() async throws {
        try await expectDone(deployArguments, limit: .seconds(300))
    }

    func destroy() async throws {
        try await expectDone(["destroy"] + addresses + login + ["--yes-really"], limit: .seconds(300))
    }

    /// Runs a command that speaks to the engine and has to end well.
    @discardableResult
    func mortar(_ words: String...) async throws -> String {
        try await expectDone(words + ["--config", configuration], limit: .seconds(120))
    }

    /// Runs one that may take minutes.
    func runToItsEnd(_ words: String...) async throws { try await runToItsEnd(words) }

    func runToItsEnd(_ words: [String]) async throws {
        try await expectDone(words + ["--config", configuration], limit: .seconds(400))
    }

    /// Runs a command that speaks to the engine, however it ends.
    func runConnected(_ words: String...) async throws -> CommandOutput { try await runConnected(words) }

    func runConnected(_ words: [String]) async throws -> CommandOutput {
        try await run(words + ["--config", configuration])
    }

    /// Has new hardware, or another host, take a lost one's place.
    func replaceHost(_ host: String, with successor: String?) async throws {
        let packages = try #require(ProcessInfo.processInfo.environment["MORTAR_PACKAGES"])
        try await expectDone(
            ["host", "replace", host] + (successor.map { ["--with", $0] } ?? [])
                + ["--packages", packages, "--config", configuration] + login, limit: .seconds(300))
    }

    /// Makes one more machine of the lab a host of the cluster.
    func addHost(_ host: String) async throws {
        let packages = try #require(ProcessInfo.processInfo.environment["MORTAR_PACKAGES"])
        try await expectDone(
            ["host", "add", Self.address(host), "--packages", packages, "--config", configuration] + login,
            limit: .seconds(180))
    }

    /// Takes what is left of Mortar off a host that is no member any more.
    func clean(_ host: String) async throws {
        try await expectDone(["destroy", Self.address(host), "--yes-really"] + login, limit: .seconds(120))
    }

    /// Kills the engine, which systemd starts again, when a job has got so far; does nothing to a job that has ended before.
    func killEngine(when title: String, hasFinished steps: Int) async throws {
        try await wait("\(title): \(steps) steps", within: .seconds(120)) { client in
            let job = try await client.list(JobRepresentation.self, follow: "steps").first { $0.description == title }
            let done = job?.steps?.filter { $0.status == "finished" }.count ?? 0
            return done >= steps || job?.ended != nil
        }
        try await killEngine()
    }

    /// Kills the engine, and returns when the one that systemd starts in its place answers.
    func killEngine() async throws {
        let old = try await enginesProcess()
        let kill = Command("systemctl", ["kill", "--signal=KILL", "mortar-engine.service"])
        try await SharedLab.commands(on: "h1").output(of: kill)
        let end = ContinuousClock.now + .seconds(60)
        while try await !engineAnswers(after: old) {
            try #require(ContinuousClock.now < end, "the engine does not come back")
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func engineAnswers(after old: String) async throws -> Bool {
        if try await enginesProcess() == old { return false }
        do {
            try await connected { _ in }
            return true
        } catch let failure as Failure where failure.code == .engineUnreachable {
            return false
        }
    }

    /// The number of the engine's process on its host, as systemd writes it.
    func enginesProcess() async throws -> String {
        try await SharedLab.commands(on: "h1").output(
            of: Command("systemctl", ["show", "--property=MainPID", "mortar-engine.service"]))
    }

    /// Runs the program, however it ends.
    func run(_ arguments: [String], limit: Duration = .seconds(120)) async throws -> CommandOutput {
        try await LocalCommands().run(Command(SharedLab.program("mortar"), arguments, timeLimit: limit))
    }

    @discardableResult
    func expectDone(_ arguments: [String], limit: Duration) async throws -> String {
        try await reporting {
            let output = try await run(arguments, limit: limit)
            try #require(output.status == 0, "mortar \(arguments[0]): \(output.standardError)\(output.standardOutput)")
            return output.standardOutput
        }
    }

    /// The API's URL, the authority's certificate, and a file with the password.
    func sdkArguments() async throws -> [String] {
        let secrets = try await lab.credentials()
        return [secrets.url, try #require(secrets.caFile), password]
    }

    // MARK: Facts

    /// Lends a client of the engine's API.
    func connected<Result>(_ body: (MortarClient) async throws -> Result) async throws -> Result {
        let secrets = try await lab.credentials()
        let authority = try String(contentsOfFile: #require(secrets.caFile), encoding: .utf8)
        return try await MortarClient.connected(
            to: ServerAddress(secrets.url), trust: .authority(authority),
            as: .password(user: secrets.username, secrets.password), body)
    }

    /// Waits until a fact of the cluster is as wished.
    func wait(_ what: String, within limit: Duration, until fact: (MortarClient) async throws -> Bool) async throws {
        let end = ContinuousClock.now + limit
        try await reporting {
            try await connected { client in
                while try await !fact(client) {
                    try #require(ContinuousClock.now < end, "\(what): not within \(limit)")
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
        }
    }
}
