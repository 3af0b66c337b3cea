import ArgumentParser
import Foundation
import LabKit
import MortarModel

struct Disk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a host's disks, have one fail, replace it, add one, or say what SMART tells of it.",
        discussion: """
            A disk that has failed answers every access with an error until it is replaced; what is mounted from it fails at
            once. “replace” puts a blank disk of the same size in its place, “add” one more. “smart” has smartctl in the host
            print FILE, a report as of “smartctl --json=c --all”.

              sudo mortar-lab disk h2 list
              sudo mortar-lab disk h2 fail /dev/loop3
              sudo mortar-lab disk h2 replace
              sudo mortar-lab disk h2 add --size 4GiB
              sudo mortar-lab disk h2 smart worn-ssd.json --disk /dev/loop3
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list
        case fail
        case replace
        case add
        case smart
    }

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h1.")
    var host: String

    @Argument(help: "What to do.")
    var action: Action

    @Argument(
        help: "fail, replace: the disk, as its device or number; the first in question if left out. smart: the file.")
    var object: String?

    @Option(help: "smart: the disk; the first that works if left out.")
    var disk: String?

    @Option(help: "add: the size; that of the lab's disks if left out.")
    var size: String?

    func validate() throws {
        let takesObject = [.fail, .replace, .smart].contains(action)
        if object != nil, !takesObject { throw ValidationError("“\(action.rawValue)” takes nothing more.") }
        if object == nil, action == .smart { throw ValidationError("Give the file with the report: smart FILE") }
        if disk != nil, action != .smart { throw ValidationError("--disk is for “smart”.") }
        if size != nil, action != .add { throw ValidationError("--size is for “add”.") }
    }

    func run() async throws {
        let lab = try options.lab()
        let number = try await change(lab)
        let disks = try await lab.disks(of: host)
        try options.output.print(Disks(host: host, disks: disks.filter { number == nil || $0.number == number }))
    }

    /// The number of the disk that it was about; nil for all.
    private func change(_ lab: Lab) async throws -> Int? {
        switch action {
        case .list: nil
        case .fail: try await lab.failDisk(object, of: host)
        case .replace: try await lab.replaceDisk(object, of: host)
        case .add: try await lab.addDisk(to: host, size: size.map(ByteCount.init(argument:)))
        case .smart: try await lab.setSMART(try report(), of: disk, of: host)
        }
    }

    private func report() throws -> Data {
        let path = object ?? ""
        guard let report = FileManager.default.contents(atPath: path) else {
            throw Failure(.notFound, "\(path) cannot be read.", correction: "Give a file that is there.")
        }
        return report
    }

    struct Disks: Encodable, TableConvertible {
        var host: String
        var disks: [LabStatus.Disk]

        var table: String {
            columns(
                [["DISK", "DEVICE", "SIZE", "STATE", "FILE"]]
                    + disks.map {
                        ["\($0.number)", $0.path ?? "detached", "\(ByteCount($0.size))", $0.state.rawValue, $0.file]
                    })
        }
    }
}
