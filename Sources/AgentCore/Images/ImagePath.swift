import AgentAPI
import Glibc
import MortarModel
import SystemPackage

/// The files of one image, all of them below its volume's root.
struct ImagePath: Sendable, Hashable {
    /// The image itself.
    let image: String
    /// What is being uploaded.
    var upload: String { image + ".upload" }
    /// What is being converted.
    var partial: String { image + ".partial" }
    /// The disc with settings for the guest that boots from this image.
    var seed: String { image + ".seed.iso" }
    /// What is being copied from another volume.
    var copy: String { image + ".copy" }
    /// Says that another image is about to take this one's place.
    var moving: String { image + ".moving" }
    /// Says that another image has taken this one's place.
    var moved: String { image + ".moved" }
    /// All of them, the image itself at last.
    var all: [String] { [upload, partial, copy, seed + ".new", seed, moving, moved, image] }
    var folder: String { FilePath(image).removingLastComponent().string }

    /// Refuses what could lead out of the volume: `..`, hidden names (GlusterFS keeps its own files so), links.
    ///
    /// A guest's QEMU can write to its whole volume over libgfapi, so links in it are not to be trusted.
    init(_ reference: ImageReference, in root: VolumeRoot) throws {
        let parts = reference.path.split(separator: "/", omittingEmptySubsequences: false)
        let hidden = parts.contains { $0.isEmpty || $0.hasPrefix(".") || $0.utf8.contains(0) }
        guard !parts.isEmpty, !hidden else {
            throw Failure(.invalid, "“\(reference.path)” is not a path of an image.", objects: [reference.name])
        }
        image = root.directory + "/" + reference.path
        try refuseLinks(below: root.directory, parts.map(String.init), reference)
    }

    private func refuseLinks(below directory: String, _ parts: [String], _ reference: ImageReference) throws {
        var path = directory
        for (index, part) in parts.enumerated() {
            path += "/" + part
            guard let type = try fileType(path) else { return }
            guard type == (index == parts.count - 1 ? .regular : .directory) else {
                throw Failure(
                    .conflict, "\(path) is not the \(index == parts.count - 1 ? "file" : "folder") it should be.",
                    correction: "Look at it on the host, and remove it if it is nobody's.", objects: [reference.name])
            }
        }
    }
}

/// The type of a file, links not followed; nil where there is none.
private func fileType(_ path: String) throws -> FileType? {
    do {
        return try FilePath(path).stat(followTargetSymlink: false).type
    } catch Errno.noSuchFileOrDirectory {
        return nil
    }
}

extension ImageReference {
    /// As it is called in messages.
    var name: String { "image \(volume)/\(path)" }
}
