import Foundation
import Testing

@testable import MortarCommands

@Suite struct TableTests {
    private func record(_ name: String?, _ memory: Int64?, _ cpus: Int?) -> Record {
        var record = Record()
        record.add("name", name)
        record.add("free_memory", bytes: memory)
        record.add("cpus", number: cpus)
        record.add("id", "x", .detail)
        return record
    }

    @Test func putsColumnsBelowEachOther() {
        let table = Table([record("web", 1 << 30, 2), record("database", 1 << 29, 16), record(nil, nil, nil)])
        #expect(
            table.lines == [
                "NAME      FREE MEMORY  CPUS",
                "web             1 GiB     2",
                "database      512 MiB    16",
                "-                   -     -",
            ])
    }

    @Test func hasNoSpacesAtTheEndsOfLines() {
        var long = Record()
        long.add("a", "x")
        long.add("b", "long text")
        var short = Record()
        short.add("a", "x")
        short.add("b", "y")
        #expect(Table([long, short]).lines == ["A  B", "x  long text", "x  y"])
    }

    @Test func nothingHasNoTitles() {
        #expect(Table([]).lines.isEmpty)
    }

    @Test func showsOneObjectWithItsTables() {
        var one = Record()
        one.add("name", "web")
        one.add("free_memory", bytes: 1536)
        one.add("disks", .list([.record(record("d", 1, 1))]), .detail)
        one.add("tags", .list([.text("a"), .text("b")]), .detail)
        #expect(
            Sheet(record: one).lines == [
                "Name:        web",
                "Free memory: 1.5 KiB",
                "Tags:        a, b",
                "",
                "Disks:",
                "  NAME  FREE MEMORY  CPUS",
                "  d             1 B     1",
            ])
    }

    @Test func programsGetNumbersAndDates() throws {
        var one = Record()
        one.add("size", bytes: 1536)
        one.add("ok", flag: true)
        one.add("time", .date(Date(timeIntervalSince1970: 0)))
        one.add("none", nil as String?)
        one.add("list", .list([.number(1)]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = String(decoding: try encoder.encode(one), as: UTF8.self)
        #expect(json == #"{"list":[1],"none":null,"ok":true,"size":1536,"time":"1970-01-01T00:00:00Z"}"#)
    }
}
