package import MortarModel

package struct MakeBrickCall: AgentCall {
    package typealias Answer = BrickFacts
    package static let path = "bricks/make"
    package static let timeLimit = Duration.long
    package var request: BrickRequest

    package init(request: BrickRequest) {
        self.request = request
    }
}

package struct RemoveBrickCall: AgentCall {
    package typealias Answer = Done
    package static let path = "bricks/remove"
    package static let timeLimit = Duration.long
    package var id: BrickID

    package init(id: BrickID) {
        self.id = id
    }
}

package struct WipeDeviceCall: AgentCall {
    package typealias Answer = Done
    package static let path = "devices/wipe"
    package static let timeLimit = Duration.long
    package var device: String

    package init(device: String) {
        self.device = device
    }
}

package struct MakeVolumeCall: AgentCall {
    package typealias Answer = Done
    package static let path = "volumes/make"
    package static let timeLimit = Duration.long
    package var request: VolumeRequest

    package init(request: VolumeRequest) {
        self.request = request
    }
}

package struct SetVolumeOptionsCall: AgentCall {
    package typealias Answer = Done
    package static let path = "volumes/options"
    package static let timeLimit = Duration.long
    package var request: VolumeOptionsRequest

    package init(request: VolumeOptionsRequest) {
        self.request = request
    }
}

package struct DeleteVolumeCall: AgentCall {
    package typealias Answer = Done
    package static let path = "volumes/delete"
    package static let timeLimit = Duration.long
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

package struct VolumesCall: AgentCall {
    package typealias Answer = [VolumeFacts]
    package static let path = "volumes"
    package static let timeLimit = Duration.medium
    package init() {}
}

package struct HealSummaryCall: AgentCall {
    package typealias Answer = HealSummary
    package static let path = "volumes/heal-summary"
    package static let timeLimit = Duration.long
    package var volume: String

    package init(volume: String) {
        self.volume = volume
    }
}

package struct AddBrickCall: AgentCall {
    package typealias Answer = Done
    package static let path = "volumes/add-brick"
    package static let timeLimit = Duration.long
    package var request: BrickAddition

    package init(request: BrickAddition) {
        self.request = request
    }
}

package struct ReplaceBrickCall: AgentCall {
    package typealias Answer = Done
    package static let path = "volumes/replace-brick"
    package static let timeLimit = Duration.long
    package var request: BrickReplacement

    package init(request: BrickReplacement) {
        self.request = request
    }
}

package struct BlamesCall: AgentCall {
    package typealias Answer = [BrickBlames]
    package static let path = "volumes/blames"
    /// What takes longer is too old for the guard when it comes.
    package static let timeLimit = Duration.short
    package var volume: String

    package init(volume: String) {
        self.volume = volume
    }
}

package struct ConnectionsCall: AgentCall {
    package typealias Answer = [BrickConnections]
    package static let path = "volumes/connections"
    package static let timeLimit = Duration.medium
    package var volume: String

    package init(volume: String) {
        self.volume = volume
    }
}

package struct MountVolumeCall: AgentCall {
    package typealias Answer = Done
    package static let path = "mounts/make"
    package static let timeLimit = Duration.medium
    package var request: MountRequest

    package init(request: MountRequest) {
        self.request = request
    }
}

package struct UnmountVolumeCall: AgentCall {
    package typealias Answer = Done
    package static let path = "mounts/remove"
    package static let timeLimit = Duration.medium
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

package struct BlinkDeviceCall: AgentCall {
    package typealias Answer = Done
    package static let path = "devices/blink"
    package static let timeLimit = Duration.medium
    package var device: String
    package var on: Bool

    package init(device: String, on: Bool) {
        self.device = device
        self.on = on
    }
}
