import ArgumentParser
import OVirtAPI

/// `mortar vm show`
struct VMShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all of a VM, with its disks.",
        discussion: """
            Examples:
              mortar vm show web
              mortar vm show web --output json
            """)

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.connection.connected {
            try await target.find($0, follow: "disk_attachments.disk")
        }
        try output.print(vm.record)
    }
}
