import ArgumentParser
import Glibc
import MortarClient
import NIOCore
import OVirtAPI

/// `mortar vm console`
struct VMConsole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Work on a VM's serial console.",
        discussion: """
            Shows what the guest has printed lately and goes on from there. Every key goes to the guest but Ctrl-], \
            which leaves. Without a terminal, standard input is typed and output copied until the VM stops.

            Examples:
              mortar vm console web
              mortar vm console web < /dev/null > console.log
            """)

    @OptionGroup var target: VMTarget

    func run() async throws {
        try await target.connection.connected { client in
            let vm = try await target.find(client)
            let output = try await client.consoleOutput(ofVM: vm.id ?? "", history: true)
            Terminal.current.complain("This is the console of \(vm.name ?? ""); Ctrl-] leaves.\n")
            let console = SerialConsole(input: STDIN_FILENO) { bytes in
                try await client.type(ByteBuffer(bytes: bytes), onConsoleOfVM: vm.id ?? "")
            }
            let end = try await console.run(output) { FileDescriptorOutput(STDOUT_FILENO).write($0) }
            Terminal.current.complain(end == .left ? "\nYou have left the console.\n" : "\nThe console has ended.\n")
        }
    }
}
