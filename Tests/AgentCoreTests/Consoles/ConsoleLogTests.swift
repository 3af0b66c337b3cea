import Foundation
import Glibc
import NIOCore
import Testing

@testable import AgentCore

@Suite struct ConsoleLogTests {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "consoles-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/x.log"
    }

    /// Appends as virtlogd does.
    private func append(_ text: String) throws {
        let file = try #require(fopen(path, "a"))
        fputs(text, file)
        fclose(file)
    }

    /// Starts a new file as virtlogd does: `x.log.0` becomes `x.log.1`, `x.log` becomes `x.log.0`.
    private func rotate() {
        for number in [2, 1, 0] { rename("\(path).\(number)", "\(path).\(number + 1)") }
        rename(path, path + ".0")
    }

    private func rest(of log: inout ConsoleLog) throws -> String {
        var bytes: [UInt8] = []
        while let piece = try log.read() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func readsWhatIsKeptFromOldToNew() throws {
        for text in ["one ", "two ", "three "] {
            try append(text)
            rotate()
        }
        try append("four")
        var log = try ConsoleLog(path: path, history: true)
        #expect(try rest(of: &log) == "one two three four")
    }

    @Test func readsOnlyWhatComesWhenHistoryIsNotWished() throws {
        try append("old")
        rotate()
        try append("old too")
        var log = try ConsoleLog(path: path, history: false)
        #expect(try rest(of: &log) == "")
        try append("new")
        #expect(try rest(of: &log) == "new")
    }

    @Test func losesAndRepeatsNothingWhenANewFileBegins() throws {
        try append("a")
        var log = try ConsoleLog(path: path, history: true)
        var seen = try rest(of: &log)
        for letter in ["b", "c", "d"] {
            try append(letter)
            rotate()
            #expect(try rest(of: &log) == letter)
            try append(letter.uppercased())
            seen += letter + (try rest(of: &log))
        }
        #expect(seen == "abBcCdD")
    }

    @Test func readsTheEndOfTheOldFileBeforeTheNewOne() throws {
        try append("a")
        var log = try ConsoleLog(path: path, history: true)
        #expect(try rest(of: &log) == "a")
        try append("late ")
        rotate()
        try append("new")
        #expect(try rest(of: &log) == "late new")
    }

    @Test func waitsForAFileThatIsNotThereYet() throws {
        var log = try ConsoleLog(path: path, history: false)
        #expect(try rest(of: &log) == "")
        try append("first words")
        #expect(try rest(of: &log) == "first words")
    }

    @Test func endsWhenTheVMHasEndedAndAllIsRead() async throws {
        try append("last words")
        let output = ConsoleOutput(path: path, history: true) { false }
        var seen = ""
        for try await piece in output { seen += String(buffer: piece) }
        #expect(seen == "last words")
    }
}
