import AgentAPI
import Glibc
import MortarModel
import SystemPackage

/// Files beside an image that say whether another image has taken its place; they tell it when no VM runs any more that could.
struct MoveMarks: Sendable {
    let images: Images
    /// The image whose place is taken.
    let source: ImageReference

    /// What is known without a VM.
    func state() async throws -> DiskCopyFacts.State {
        try await onPath { path in
            if try exists(path.moved) { return .switched }
            return try exists(path.moving) ? .unclear : .none
        }
    }

    /// Before the change is asked for: from now on nobody knows until one of the other two is called.
    func change() async throws {
        try await onPath { try make($0.moving) }
    }

    /// The other image has taken this one's place.
    func changed() async throws {
        try await onPath { path in
            if try exists(path.moved) { return }
            try make(path.moving)
            guard rename(path.moving, path.moved) == 0 else { throw Errno(rawValue: errno) }
            try withFile(path.moved, [.noFollow]) { try $0.synchronize() }
        }
    }

    /// This image is what counts.
    func clear() async throws {
        try await onPath { try remove([$0.moving, $0.moved]) }
    }

    private func onPath<Value: Sendable>(
        _ body: @escaping @Sendable (ImagePath) throws -> Value
    ) async throws -> Value {
        try await FileQueue.run { [images, source] in
            let root = try images.roots.root(of: source.volume)
            return try body(ImagePath(source, in: root))
        }
    }
}

private func make(_ path: String) throws {
    try withFile(path, [.create, .noFollow]) { try $0.synchronize() }
}

private func exists(_ path: String) throws -> Bool {
    if access(path, F_OK) == 0 { return true }
    if errno == ENOENT { return false }
    throw Errno(rawValue: errno)
}
