import ArgumentParser
import LabKit

struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove a lab: hosts, networks, disks and all that is on them.",
        discussion: "Also removes what a killed `up` has left. The base system and the guest image are kept.")

    @OptionGroup var options: LabOptions

    func run() async throws {
        let removed = try await options.lab().down()
        try options.output.print(Removal(name: options.name, removed: removed))
    }

    struct Removal: Encodable, TableConvertible {
        var name: String
        var removed: Bool

        var table: String { removed ? "Lab \(name) is removed." : "There was no lab \(name)." }
    }
}
