import NIOCore
import Testing

@testable import AgentClient

struct LineSplitterTests {
    @Test(arguments: 1...12)
    func findsTheSameLinesWhateverThePieces(_ size: Int) {
        let text = "{}\n\n{\"a\":1}\nrest"
        var splitter = LineSplitter()
        var lines: [String] = []
        for start in stride(from: 0, to: text.utf8.count, by: size) {
            splitter.append(ByteBuffer(bytes: text.utf8.dropFirst(start).prefix(size)))
            while let line = splitter.next() { lines.append(String(buffer: line)) }
        }
        #expect(lines == ["{}", "", "{\"a\":1}"])
        #expect(splitter.waiting == 4)
    }
}
