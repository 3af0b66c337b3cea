import Foundation
import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

/// Answers of GlusterFS 10.3 on Debian 12, recorded on three hosts.
func recorded(_ name: String) throws -> String {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "xml", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8)
}

/// A host whose gluster command gives recorded answers.
func host(_ answers: (String, fixture: String)...) throws -> (ScriptedCommands, Gluster) {
    let commands = ScriptedCommands()
    for (words, fixture) in answers {
        commands.answer("gluster --mode=script --xml \(words)", try recorded(fixture))
    }
    return (commands, Gluster(commands, patience: .seconds(5)))
}
