import Foundation
import MortarModel

@testable import OVirtAPI

/// Fills a representation with values of every kind, some left out.
struct ArbitraryFiller: RepresentationCoder {
    var random: SeededGenerator
    /// Objects within objects that are still made.
    var depth = 3
    var allowsControlCharacters = false

    static func make<R: Representation>(_ type: R.Type, seed: UInt64, controlCharacters: Bool = false) throws -> R {
        var filler = ArbitraryFiller(
            random: SeededGenerator(state: seed), allowsControlCharacters: controlCharacters)
        var value = R()
        try value.describe(with: &filler)
        return value
    }

    private mutating func isPresent() -> Bool { Int.random(in: 0..<4, using: &random) > 0 }

    private mutating func text() -> String {
        let samples = [
            "", " ", "web", "a<b>&\"c'", "tab\tline\nreturn\r", "]]>", "zażółć 🐟", "\u{FFFD}", "1", "true", "\\u0041",
        ]
        let all = allowsControlCharacters ? samples + ["\u{1}\u{1F}", "\u{0}"] : samples
        return all.randomElement(using: &random)!
    }

    mutating func identity(_ id: inout String?, _ href: inout String?) {
        if isPresent() { id = text() }
        if isPresent() { href = "/ovirt-engine/api/things/" + text() }
    }

    mutating func value(_ name: String, _ value: inout String?) throws(Failure) {
        // What is not a word of a closed set is refused there.
        switch name {
        case "format": value = "cow"
        case "interface": value = "virtio_scsi"
        case "redundancy": value = "2+arbiter"
        case "split_brain_policy": value = "newest"
        case "authentication_method": value = "publickey"
        case "disk_access", "disk_access_policy": value = "fuse"
        case "mode": value = "propose"
        default: if isPresent() { value = text() }
        }
    }

    mutating func value(_ name: String, _ value: inout Bool?) throws(Failure) {
        if isPresent() { value = Bool.random(using: &random) }
    }

    mutating func value(_ name: String, _ value: inout Int64?) throws(Failure) {
        if isPresent() { value = [0, -1, 42, .max, .min].randomElement(using: &random) }
    }

    mutating func value(_ name: String, _ value: inout Double?) throws(Failure) {
        if isPresent() { value = [0, -1.5, 1e300, 0.1, 3].randomElement(using: &random) }
    }

    mutating func value(_ name: String, _ value: inout Date?) throws(Failure) {
        if isPresent() {
            let milliseconds = Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &random)
            value = Timestamp.date(milliseconds: milliseconds)
        }
    }

    mutating func object<Content: Representation>(_ name: String, _ content: inout Content?) throws(Failure) {
        guard isPresent(), depth > 0 else { return }
        depth -= 1
        var made = Content()
        try made.describe(with: &self)
        content = made
        depth += 1
    }

    mutating func list<Item: Representation>(_ name: String, of item: String, _ items: inout [Item]?) throws(Failure) {
        guard isPresent(), depth > 0 else { return }
        depth -= 1
        var made: [Item] = []
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            var one = Item()
            try one.describe(with: &self)
            made.append(one)
        }
        items = made
        depth += 1
    }

    mutating func words(_ name: String, of item: String, _ words: inout [String]?) throws(Failure) {
        if isPresent() { words = (0..<Int.random(in: 0...2, using: &random)).map { _ in text() } }
    }

    mutating func links(_ links: inout [Link]) {
        links = [Link("vms/search", "/ovirt-engine/api/vms?search={query}")]
    }

    mutating func link(_ relation: String) {}
    mutating func actions(_ names: [String]) {}
    func finds(moreThan names: [String]) -> Bool { false }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
