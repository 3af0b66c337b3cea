package struct SplitBrainsCall: AgentCall {
    package typealias Answer = SplitBrainList
    package static let path = "volumes/split-brains"
    package static let timeLimit = Duration.long
    package var volume: String

    package init(volume: String) {
        self.volume = volume
    }
}

package struct BrickCopiesCall: AgentCall {
    package typealias Answer = [BrickCopy]
    package static let path = "bricks/copies"
    package static let timeLimit = Duration.long
    package var request: BrickCopiesRequest

    package init(request: BrickCopiesRequest) {
        self.request = request
    }
}

package struct ResolveSplitBrainCall: AgentCall {
    package typealias Answer = SplitBrainOutcome
    package static let path = "volumes/resolve-split-brain"
    package static let timeLimit = Duration.long
    package var resolution: SplitBrainResolution

    package init(resolution: SplitBrainResolution) {
        self.resolution = resolution
    }
}
