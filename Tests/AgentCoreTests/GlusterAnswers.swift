import HostCommand
import HostCommandTesting

/// Answers of the gluster command in its form of GlusterFS 10.3.
enum Answers {
    static func success(_ content: String = "<output>success</output>", number: Int = 0) -> String {
        "<cliOutput><opRet>0</opRet><opErrno>\(number)</opErrno><opErrstr/>\(content)</cliOutput>"
    }

    static func refusal(_ words: String) -> String {
        "<cliOutput><opRet>-1</opRet><opErrno>30800</opErrno><opErrstr>\(words)</opErrstr></cliOutput>"
    }

    static func uuid(_ uuid: String) -> String { success("<uuidGenerate><uuid>\(uuid)</uuid></uuidGenerate>") }

    static func peers(_ peers: (uuid: String, name: String, state: Int)...) -> String {
        let elements = peers.map {
            "<peer><uuid>\($0.uuid)</uuid><hostname>\($0.name)</hostname><connected>1</connected>"
                + "<state>\($0.state)</state><stateStr>State \($0.state)</stateStr></peer>"
        }
        return success("<peerStatus>\(elements.joined())</peerStatus>")
    }

    static func volumes(_ volumes: String...) -> String {
        success("<volInfo><volumes>\(volumes.joined())<count>\(volumes.count)</count></volumes></volInfo>")
    }

    static func volume(
        _ name: String, status: String, bricks: [String], options: [String: String] = [:], hostUUID: String = "own",
        hasArbiter: Bool = false
    ) -> String {
        let bricks = bricks.map {
            "<brick><name>\($0)</name><hostUuid>\(hostUUID)</hostUuid>"
                + "<isArbiter>\(hasArbiter && $0 == bricks.last ? 1 : 0)</isArbiter></brick>"
        }
        let options = options.map { "<option><name>\($0.key)</name><value>\($0.value)</value></option>" }
        return "<volume><name>\(name)</name><id>i</id><statusStr>\(status)</statusStr>"
            + "<brickCount>\(bricks.count)</brickCount><replicaCount>3</replicaCount><arbiterCount>0</arbiterCount>"
            + "<typeStr>Replicate</typeStr><bricks>\(bricks.joined())</bricks><options>\(options.joined())</options></volume>"
    }

    static func status(volume: String, host: String, directory: String, isOnline: Bool) -> String {
        success(
            "<volStatus><volumes><volume><volName>\(volume)</volName><node><hostname>\(host)</hostname>"
                + "<path>\(directory)</path><peerid>own</peerid><status>\(isOnline ? 1 : 0)</status><port>49300</port>"
                + "<pid>77</pid><sizeTotal>100</sizeTotal><sizeFree>60</sizeFree></node></volume></volumes></volStatus>"
        )
    }
}

extension ScriptedCommands {
    /// What of the gluster command was asked, without its own options.
    var glusterLines: [String] {
        lines.filter { $0.hasPrefix("gluster") }.map { $0.replacing("gluster --mode=script --xml ", with: "") }
    }

    func gluster(_ words: String, _ answers: String...) {
        let outputs = answers.map { CommandOutput(status: 0, standardOutput: $0) }
        answer("gluster --mode=script --xml \(words)", outputs)
    }
}
