import ArgumentParser
import Foundation

/// How a host's system gets into its control group: the group is entered first, then the program takes this one's place.
struct EnterGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter-group", abstract: "Run a program in a control group.", shouldDisplay: false)

    @Argument(help: "The group's folder.")
    var group: String

    @Argument(parsing: .postTerminator, help: "The program and its arguments, after --.")
    var command: [String] = []

    func run() throws {
        let members = try FileHandle(forWritingTo: URL(filePath: "\(group)/cgroup.procs"))
        try members.write(contentsOf: Data("\(getpid())".utf8))
        try members.close()
        guard let program = command.first else { throw ValidationError("Give a program after --.") }
        try become(program, Array(command.dropFirst()))
    }
}
