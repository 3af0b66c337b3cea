import Foundation
import MortarModel
import Testing

@testable import OVirtAPI

private struct Machine {
    var name: String
    var status: String
    var memory: Int64
    var severity = "normal"
    var disks: [String] = []
    var time = Date(timeIntervalSince1970: 0)
}

private let machines = [
    Machine(name: "web1", status: "up", memory: 512, severity: "warning", disks: ["a", "b"]),
    Machine(name: "web2", status: "down", memory: 2048, severity: "error", disks: ["b"]),
    Machine(name: "DB one", status: "up", memory: 4096, time: Date(timeIntervalSince1970: 1_000_000)),
]

private let fields = SearchFields<Machine>(
    prefixes: ["vm"], defaults: ["name"],
    fields: [
        "name": { [.text($0.name)] }, "status": { [.word($0.status)] }, "memory": { [.number($0.memory)] },
        "severity": { [.word($0.severity, order: ["normal", "warning", "error", "alert"])] },
        "disk.name": { $0.disks.map { .text($0) } }, "time": { [.date($0.time)] },
    ])

@Suite struct SearchTests {
    private func found(_ search: String?, caseSensitive: Bool = true, limit: Int? = nil) throws -> [String] {
        try fields.find(SearchQuery(search), in: machines, isCaseSensitive: caseSensitive, limit: limit).map(\.name)
    }

    @Test(
        arguments: [
            (nil, [0, 1, 2]), ("", [0, 1, 2]), ("name=web1", [0]), ("name=\"web1\"", [0]), ("name = web1", [0]),
            ("name=web", []), ("name=web*", [0, 1]), ("name=*1", [0]), ("name=*e*1*", [0]), ("name=*", [0, 1, 2]),
            ("name=\"DB one\"", [2]), ("name!=web*", [2]), ("status=UP", [0, 2]), ("status!=up", [1]),
            ("memory>512", [1, 2]), ("memory>=512 and memory<4096", [0, 1]), ("memory=2048", [1]), ("memory<=512", [0]),
            ("severity>warning", [1]), ("severity>=warning", [0, 1]), ("severity<Warning", [2]),
            ("vm.name=web1", [0]), ("Vms.name=web1", [0]), ("Vms: name=web1", [0]), ("disk.name=b", [0, 1]),
            ("Disks.name=b", [0, 1]), ("disk.name!=a", [1, 2]), ("eb", [0, 1]), ("one", [2]), ("web 1", [0]),
            ("status=up and name=web* or memory>4000", [0, 2]), ("status=up and (name=web* or memory>4000)", [0, 2]),
            ("(status=down or memory=4096) name=web*", [1]), ("name=web1 or name=web2 and status=up", [0]),
            ("time>1970-01-02T00:00:00", [2]), ("time<1000000000", [0, 1]),
        ] as [(String?, [Int])])
    func finds(search: String?, expected: [Int]) throws {
        #expect(try found(search) == expected.map { machines[$0].name })
    }

    @Test func sortsAndPages() throws {
        #expect(try found("sortby memory desc") == ["DB one", "web2", "web1"])
        #expect(try found("status=up sortby name asc") == ["DB one", "web1"])
        #expect(try found("sortby severity") == ["DB one", "web1", "web2"])
        #expect(try found("sortby name page 2", limit: 2) == ["web2"])
        #expect(try found("page 3", limit: 2) == [])
        #expect(try found("page 2") == [])
        #expect(try found("page 9223372036854775807", limit: 1000) == [])
        #expect(try found(nil, limit: 1) == ["web1"])
        #expect(try found(nil, limit: 0) == [])
    }

    @Test func caseMattersUnlessSaidOtherwise() throws {
        #expect(try found("name=\"db one\"") == [])
        #expect(try found("name=\"db one\"", caseSensitive: false) == ["DB one"])
        #expect(try found("db", caseSensitive: false) == ["DB one"])
    }

    @Test(arguments: [
        "name=", "=web", "name=\"web", "(name=web", "name=web)", "name!web", "color=red", "host.name=h1",
        "name=web sortby", "page 0 page", "sortby color", "name=a and", "a page 1 2",
    ])
    func refusesWhatItCannotUnderstand(search: String) {
        let failure = #expect(throws: Failure.self) { try found(search) }
        #expect(failure?.code == .invalid)
    }

    @Test func refusesParenthesesWithoutEnd() {
        let deep = String(repeating: "(", count: 10_000) + "a" + String(repeating: ")", count: 10_000)
        #expect(throws: Failure.self) { try found(deep) }
    }

    @Test(arguments: [" ", " and ", " or "])
    func refusesTermsWithoutEnd(between separator: String) throws {
        func search(_ count: Int) -> String { repeatElement("name=web*", count: count).joined(separator: separator) }
        #expect(try found(search(200)) == ["web1", "web2"])
        let failure = #expect(throws: Failure.self) { try found(search(201)) }
        #expect(failure?.code == .invalid)
        #expect(throws: Failure.self) { try found(search(50_000)) }
    }

    @Test func keywordsInQuotesAreValues() throws {
        #expect(try SearchQuery("\"and\"").condition == .text("and"))
        #expect(try SearchQuery("name=page").condition == .field("name", .equal, "page"))
    }
}
