import Foundation
import Testing

/// The targets of this package as they are.
struct ArchitectureTests {
    let architecture = Architecture.ofMortar

    @Test func importsGoDownAndThroughTheDoors() throws {
        let files = try SourceFile.all(inPackageAt: packageRoot)
        #expect(files.count > 100)
        var said: Set<String> = []
        for file in files {
            for module in file.imports {
                guard let objection = architecture.objection(to: file.target, importing: module) else { continue }
                if said.insert(objection).inserted { Issue.record("\(file.path): \(objection)") }
            }
        }
    }

    @Test func dependenciesGoDownAndThroughTheDoors() async throws {
        let package = try await PackageDescription.read(at: packageRoot)
        #expect(package.shipped.count > 10)
        var said: Set<String> = []
        for target in package.shipped {
            for name in target.dependencies.compactMap(\.name) {
                guard let objection = architecture.objection(to: target.name, importing: name) else { continue }
                if said.insert(objection).inserted { Issue.record("Package.swift: \(objection)") }
            }
        }
    }

    @Test(arguments: ["DomainXML", "Placement", "Workflow"])
    func pureRulesReadNoClockAndTouchNothing(_ target: String) throws {
        let files = try SourceFile.all(inPackageAt: packageRoot).filter { $0.target == target }
        #expect(!files.isEmpty)
        for file in files {
            for impurity in file.impurities { Issue.record("\(file.path) uses \(impurity).") }
        }
    }
}

extension SourceFile {
    /// Uses of clocks, chance and the outside, of which pure rules have none.
    var impurities: [String] {
        let words = [
            "Date()", "Date.now", "Clock()", "Clock.now", "UUID()", ".random(", ".shuffled()", "FileManager", "getenv",
            "ProcessInfo", "URLSession", "FileHandle", "print(",
        ]
        let code = text.split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }
        return words.filter { word in code.contains { $0.contains(word) } }
    }
}
