import Foundation
import MortarModel

/// What `qemu-img info --output=json` says of an image.
struct QEMUImageInfo: Sendable, Hashable, Decodable {
    var format: String
    var virtualSize: Int64
    var backingFile: String?
    var isEncrypted: Bool?
    var specific: Specific?

    struct Specific: Sendable, Hashable, Decodable {
        struct Data: Sendable, Hashable, Decodable {
            var dataFile: String?
            var isCorrupt: Bool?

            enum CodingKeys: String, CodingKey {
                case dataFile = "data-file"
                case isCorrupt = "corrupt"
            }
        }

        var data: Data?
    }

    enum CodingKeys: String, CodingKey {
        case format
        case virtualSize = "virtual-size"
        case backingFile = "backing-filename"
        case isEncrypted = "encrypted"
        case specific = "format-specific"
    }

    init(json: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    }

    /// Refuses images that are not whole in themselves.
    func refuseWhatCannotBeTaken(limit: ByteCount, name: String) throws {
        let reasons = [
            (format != "qcow2", "it is a \(format) image"), (backingFile != nil, ImageFormat.Obstacle.backingFile),
            (specific?.data?.dataFile != nil, ImageFormat.Obstacle.dataFile),
            (isEncrypted == true, ImageFormat.Obstacle.encryption),
            (specific?.data?.isCorrupt == true, "it is marked as corrupt"),
        ]
        if let reason = reasons.first(where: { $0.0 })?.1 { throw Failure.unreadable(reason, name: name) }
        if virtualSize > limit.bytes { throw Failure.tooLarge(ByteCount(virtualSize), limit: limit, name: name) }
    }
}

extension Failure {
    /// An uploaded image that cannot be used.
    static func unreadable(_ reason: String, _ correction: String? = nil, name: String) -> Failure {
        Failure(
            .invalid, "The uploaded image cannot be used: \(reason).",
            correction: correction ?? "Convert it first into an image of its own: qemu-img convert -O qcow2 OLD NEW.",
            objects: [name])
    }

    /// An uploaded image that does not fit into its disk.
    static func tooLarge(_ size: ByteCount?, limit: ByteCount, name: String) -> Failure {
        let needs = size.map { "needs \($0)" } ?? "is larger"
        return Failure(
            .invalid, "The uploaded image \(needs), the disk has \(limit).",
            correction: "Ask for a disk of at least the image's size.", objects: [name])
    }
}
