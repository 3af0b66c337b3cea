import Foundation
import MortarModel
import Testing

@testable import OVirtAPI

@Suite struct JSONElementParserTests {
    private func root(_ text: String) throws -> Element {
        try JSONElementParser.root(of: Array(text.utf8), depthLimit: 24)
    }

    private func text(_ json: String) throws -> String? {
        try root(#"{"a":"# + json + "}").children.first?.text
    }

    @Test(
        arguments: [
            (#""x""#, "x"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\uD83D\uDC1F""#, "é🐟"),
            ("9223372036854775807", "9223372036854775807"), ("-0.5e+3", "-0.5e+3"), ("0", "0"), ("true", "true"),
            ("false", "false"), ("null", nil), (#""é""#, "é"),
        ] as [(String, String?)])
    func readsScalarsAsTheirText(json: String, text: String?) throws {
        #expect(try self.text(json) == text)
    }

    @Test(arguments: [
        "01", "+1", "1.", ".5", "1e", "-", "tru", "True", "nul", "\"a", "\"\n\"", #""\x""#, #""\u12""#, #""\uD83D""#,
        #""\uDC1F""#, #""\uD83Dx""#, "1,", "[1,]", "[1 2]", "[", "{\"b\"}", "{\"b\":1,}", "{b:1}", "", "NaN", "'a'",
    ])
    func refusesWhatIsNotJSON(json: String) {
        #expect(throws: Failure.self) { try text(json) }
    }

    @Test func saysWhereItStumbled() {
        let failure = #expect(throws: Failure.self) { try root("{\"a\":1,\n \"b\":x}") }
        #expect(failure?.cause == "Of the document, line 2, column 6 cannot be read.")
        let cut = #expect(throws: Failure.self) { try root("{\"a\":1") }
        #expect(cut?.cause == "Of the document, it ends too early.")
    }

    /// Foundation's parser is the judge, but for the comma that it allows before the end of an object.
    @Test func acceptsAndRefusesLikeFoundation() throws {
        let whole = Array(#"{"a":[1,{"b":"x\u00e9\n"},-2.5e3,true],"id":"é","c":{},"d":[],"e":null, "f" : "" }"#.utf8)
        var random = SeededGenerator(state: 1)
        let signs = Array("{}[]\",:\\ntu01.-e \u{1}\u{80}x".utf8)
        for _ in 0..<5000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = signs.randomElement(using: &random)!
                case 1: bytes.remove(at: place)
                default: bytes.insert(signs.randomElement(using: &random)!, at: place)
                }
            }
            let mine = (try? JSONElementParser.root(of: bytes, depthLimit: 24)) != nil
            let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any]
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(mine == theirs || !mine && text.contains(/,\s*}/), "\(text)")
        }
    }
}
