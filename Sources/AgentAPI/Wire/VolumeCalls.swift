package struct ChangeVolumeCall: AgentCall {
    package typealias Answer = Done
    package static let path = "volumes/change"
    package static let timeLimit = Duration.long
    package var order: VolumeOrder

    package init(order: VolumeOrder) {
        self.order = order
    }
}

package struct VolumeTaskCall: AgentCall {
    package typealias Answer = VolumeTaskReport
    package static let path = "volumes/task"
    package static let timeLimit = Duration.medium
    package var volume: String

    package init(volume: String) {
        self.volume = volume
    }
}

package struct VolumeUseCall: AgentCall {
    package typealias Answer = VolumeUse
    package static let path = "volumes/use"
    package static let timeLimit = Duration.short
    package var volume: String

    package init(volume: String) {
        self.volume = volume
    }
}

package struct DirectoryCall: AgentCall {
    package typealias Answer = DirectoryFacts
    package static let path = "directories"
    package static let timeLimit = Duration.short
    package var directory: String

    package init(directory: String) {
        self.directory = directory
    }
}
