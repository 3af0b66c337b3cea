import Foundation

/// One Swift file of a target.
struct SourceFile {
    var target: String
    /// Below the package's folder.
    var path: String
    var text: String

    /// The modules that it imports, without submodules and declarations.
    var imports: [String] {
        text.split(separator: "\n").filter { $0.contains("import ") }.compactMap { line in
            guard let match = line.wholeMatch(of: Self.importLine) else { return nil }
            return String(match.1)
        }
    }

    private static var importLine: Regex<(Substring, Substring)> {
        /\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)(?:\.[\w.]+)?\s*(?:\/\/.*)?/
    }

    /// All Swift files below `Sources` in a package.
    static func all(inPackageAt root: URL) throws -> [SourceFile] {
        let sources = root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        return try files?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { file in
            let path = Array(file.pathComponents.dropFirst(sources.pathComponents.count))
            return SourceFile(
                target: path[0], path: "Sources/" + path.joined(separator: "/"),
                text: try String(contentsOf: file, encoding: .utf8))
        } ?? []
    }
}

/// This package.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
