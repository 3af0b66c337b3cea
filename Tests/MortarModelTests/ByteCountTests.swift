import MortarModel
import Testing

@Suite struct ByteCountTests {
    @Test(
        arguments: [
            ("512", 512), ("1k", 1 << 10), ("256MiB", 256 << 20), ("1 GiB", 1 << 30), ("2g", 2 << 30), ("3TB", 3 << 40),
            ("7B", 7),
        ] as [(String, Int64)])
    func readsWhatPeopleWrite(text: String, bytes: Int64) {
        #expect(ByteCount(parsing: text) == ByteCount(bytes))
    }

    @Test(arguments: ["", "GiB", "-1", "1.5G", "1 GiBi", "9000000000T", "12x", "1bb"])
    func refusesWhatIsNotASize(text: String) {
        #expect(ByteCount(parsing: text) == nil)
    }

    @Test(arguments: [(0, "0 B"), (1023, "1023 B"), (1 << 30, "1 GiB"), (1536 << 20, "1.5 GiB"), (-2048, "-2 KiB")])
    func printsTheLargestUnit(bytes: Int64, text: String) {
        #expect(ByteCount(bytes).description == text)
    }
}
