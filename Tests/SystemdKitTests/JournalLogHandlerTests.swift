import Logging
import Testing

@testable import SystemdKit

struct JournalLogHandlerTests {
    @Test func aLineHasPriorityMessageAndFacts() {
        var handler = JournalLogHandler(label: "agent", level: .info, marksPriority: true)
        handler[metadataKey: "host"] = "h1"
        let event = LogEvent(
            level: .warning, message: "slow", metadata: ["seconds": "4", "host": "h2"], source: "", file: "",
            function: "",
            line: 1)
        #expect(handler.line(event) == "<4>agent: slow host=h2 seconds=4")
    }

    @Test func peopleSeeNoPriority() {
        let handler = JournalLogHandler(label: "agent", level: .info, marksPriority: false)
        let event = LogEvent(
            level: .error, message: "failed", metadata: ["words": "a\nb\r\nc\rd"], source: "", file: "", function: "",
            line: 1)
        #expect(handler.line(event) == "agent: failed words=a\\nb\\nc\\nd")
    }
}
