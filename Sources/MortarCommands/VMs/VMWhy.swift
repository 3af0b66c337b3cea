import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar vm why`
struct VMWhy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Explain which host suits a VM, and what is wrong with the others.",
        discussion: """
            Shows where the VM would be placed now, in words, and below what every rule says of every host: filters tell \
            whether a host can take the VM at all, weights how well it suits. Nothing is changed.

            Examples:
              mortar vm why web
              mortar vm why web --brief
              mortar vm why web --output json
            """)

    @Flag(help: "Only the words.")
    var brief = false

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let placement = try await target.connection.connected { client in
            let id = try await target.find(client).id ?? ""
            return try await client.get(
                PlacementRepresentation.self, at: "\(VMRepresentation.path)/\(id)/\(PlacementRepresentation.path)")
        }
        let words = (placement.explanation ?? []).joined(separator: "\n")
        try output.print(brief ? words : placement.sheet(below: words), placement.record)
    }
}

extension PlacementRepresentation {
    /// The words, and a table for each host.
    fileprivate func sheet(below words: String) -> String {
        let tables = (verdicts ?? []).map { verdict in
            "\n\(verdict.title)\n" + Table(verdict.rules).lines.map { "  " + $0 }.joined(separator: "\n")
        }
        return ([words] + tables).joined(separator: "\n")
    }

    fileprivate var record: Record {
        var record = Record()
        record.add("vm", vm?.name ?? vm?.id)
        record.add("host", host?.name)
        record.add("current_host", currentHost?.name)
        record.add("scheduling_policy", policy?.name)
        record.add("explanation", .list((explanation ?? []).map { .text($0) }))
        record.add("hosts", .list((verdicts ?? []).map { .record($0.record) }))
        return record
    }
}

extension HostVerdictRepresentation {
    fileprivate var title: String {
        let points = OutputValue.decimal(points ?? 0).cell
        let verdict = isAllowed == true ? "\(points) points\(isChosen == true ? ", chosen" : "")" : "cannot take it"
        return "\(host?.name ?? ""): \(verdict)"
    }

    /// One for each filter and weight.
    fileprivate var rules: [Record] {
        let filters = (filters ?? []).map { filter in
            Self.rule(filter.name, filter.isPassed == true ? "yes" : "no", filter.reason)
        }
        let weights = (weights ?? []).map { weight in
            let points = OutputValue.decimal(weight.points ?? 0).cell
            return Self.rule(weight.name, "\(points) of \(weight.factor ?? 0)", weight.reason)
        }
        return filters + weights
    }

    private static func rule(_ name: String?, _ verdict: String, _ reason: String?) -> Record {
        var record = Record()
        record.add("rule", name)
        record.add("verdict", verdict)
        record.add("reason", reason)
        return record
    }

    fileprivate var record: Record {
        var record = Record()
        record.add("name", host?.name)
        record.add("chosen", flag: isChosen)
        record.add("allowed", flag: isAllowed)
        record.add("points", points.map(OutputValue.decimal) ?? .none)
        record.add("rules", .list(rules.map(OutputValue.record)))
        return record
    }
}
