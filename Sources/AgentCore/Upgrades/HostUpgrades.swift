import AgentAPI
import AptKit
import HostCommand
import MortarModel
import SystemdKit

/// Upgrades this host's packages, in a unit of systemd's that outlives the agent, which is upgraded with them.
struct HostUpgrades: Sendable {
    private let commands: any CommandRunner
    private let files: KernelFiles
    private let apt: Apt
    private let turns = Turns<String>()

    init(_ commands: any CommandRunner, files: KernelFiles = KernelFiles()) {
        self.commands = commands
        self.files = files
        apt = Apt(commands)
    }

    // MARK: Looking

    func pending(refresh: Bool) async throws -> PendingUpgrades {
        try await explaining(
            "What there is to upgrade cannot be told.",
            correction: "See what “apt-get update” and “apt-get --simulate dist-upgrade” say on the host."
        ) {
            do {
                if refresh { try await apt.refresh() }
                let changes = try await apt.pendingChanges()
                return PendingUpgrades(
                    packages: changes.map(PendingUpgrades.Package.init), rebootReason: try RebootNeed(files).reason)
            } catch AptError.busy(let words) {
                throw Self.busy(words)
            }
        }
    }

    private static func busy(_ words: String) -> Failure {
        Failure(
            .busy, "Another program works on the packages of the host.", cause: words,
            correction: "Wait until it has ended, then ask again.")
    }

    // MARK: Upgrading

    /// Asked twice at once, it begins once: systemd keeps what it was asked to do until the next boot.
    func start(_ order: UpgradeOrder) async throws {
        let unit = try unit(order)
        try await explaining(
            "The upgrade of the packages could not be begun.",
            correction: "See “journalctl --unit=\(unit.name)” on the host."
        ) {
            try await turns.run(order.id) {
                guard try await unit.state() == .unknown else { return }
                try await unit.start(
                    "Mortar upgrades the packages of this host", [Apt.completion, Apt.upgrade],
                    environment: Apt.environment)
            }
        }
    }

    func report(_ order: UpgradeOrder) async throws -> UpgradeReport {
        let unit = try unit(order)
        return try await explaining("How the upgrade of the packages stands cannot be told.") {
            switch try await unit.state() {
            case .unknown: return .unknown
            case .running: return .running
            case .succeeded: return .succeeded
            case .failed(let result): return .failed(try await failure(of: unit, result))
            }
        }
    }

    private func failure(of unit: TransientUnit, _ result: String) async throws -> Failure {
        let words = try await unit.log().split(separator: "\n").suffix(15).joined(separator: " | ")
        if AptError.tellsOfLock(words) { return Self.busy(words) }
        return Failure(
            .toolFailed, "The packages of the host could not be upgraded.",
            cause: words.isEmpty ? "systemd tells: \(result)." : words,
            correction: "See “journalctl --unit=\(unit.name)” on the host, put it right there, and ask again.")
    }

    /// The id becomes part of a unit's name.
    private func unit(_ order: UpgradeOrder) throws -> TransientUnit {
        let isPlain = order.id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, !order.id.isEmpty, order.id.utf8.count <= 64 else {
            throw Failure(
                .invalid, "“\(order.id)” cannot be the id of an upgrade.",
                correction: "Take up to 64 letters, digits and hyphens.")
        }
        return TransientUnit("mortar-upgrade-\(order.id)", commands)
    }

    // MARK: Rebooting

    /// Asked again by somebody who missed that the host has rebooted meanwhile, it does not reboot once more; asked again while it
    /// goes down, systemd refuses, and that is as good as a yes.
    func reboot(from bootID: String) async throws {
        try await explaining("The host could not be rebooted.", correction: "Reboot it by hand.") {
            guard try files.line("/proc/sys/kernel/random/boot_id") == bootID else { return }
            let reboot = Command("systemctl", ["reboot"], timeLimit: .seconds(5))
            let output = try await commands.run(reboot)
            if output.status == 0 { return }
            if try await isStopping() { return }
            throw CommandFailure(reboot, .exit(output.status), tail: output.standardError)
        }
    }

    private func isStopping() async throws -> Bool {
        // Its exit status only says whether all is well.
        let state = try await commands.run(Command("systemctl", ["is-system-running"], timeLimit: .seconds(3)))
        return state.standardOutput.hasPrefix("stopping")
    }
}

extension PendingUpgrades.Package {
    fileprivate init(_ change: PackageChange) {
        self.init(name: change.name, installed: change.installed, candidate: change.candidate)
    }
}
