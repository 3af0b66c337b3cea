import ArgumentParser
import Foundation
import LabKit

struct Guest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the small guest image that virtual machines of a lab start from, and print its path.",
        discussion: """
            Debian's kernel and busybox, a root shell on the serial console, and a probe that tells on the console which
            of its writes to a second, blank disk were acknowledged, and at the next start whether all are there.

              sudo mortar-lab guest
              sudo mortar-lab guest --output-file guest.img
            """)

    @Option(help: "Where to put a copy of the image.")
    var outputFile: String?

    @Option(help: "How to print the result.")
    var output = OutputFormat.table

    func run() async throws {
        var path = try await GuestImages(report: TerminalReport()).image()
        if let outputFile {
            if FileManager.default.fileExists(atPath: outputFile) {
                try FileManager.default.removeItem(atPath: outputFile)
            }
            try FileManager.default.copyItem(atPath: path, toPath: outputFile)
            path = outputFile
        }
        try output.print(Image(path: path))
    }

    struct Image: Encodable, TableConvertible {
        var path: String

        var table: String { path }
    }
}
