import Foundation
import MortarModel

extension LabFolder {
    /// The record, or nil when there is no such lab. Throws a `Failure` when it cannot be read.
    package func record() throws -> LabRecord? {
        guard let content = FileManager.default.contents(atPath: recordFile) else {
            guard FileManager.default.fileExists(atPath: recordFile) else { return nil }
            throw Failure(.forbidden, "\(recordFile) cannot be read.", correction: "Run the command as root.")
        }
        do {
            return try JSONDecoder().decode(LabRecord.self, from: content)
        } catch {
            throw Failure(
                .internal, "\(recordFile) does not describe a lab.", cause: "\(error)",
                correction: "Remove the lab with “mortar-lab down”.")
        }
    }

    func save(_ record: LabRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(record).write(to: URL(filePath: recordFile), options: .atomic)
    }
}
