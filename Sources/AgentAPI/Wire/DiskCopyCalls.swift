package struct CopyDiskCall: AgentCall {
    package typealias Answer = DiskCopyFacts
    package static let path = "disks/copy"
    package static let timeLimit = Duration.medium
    package var request: DiskCopyRequest

    package init(request: DiskCopyRequest) {
        self.request = request
    }
}

package struct DiskCopyCall: AgentCall {
    package typealias Answer = DiskCopyFacts
    package static let path = "disks/facts"
    package static let timeLimit = Duration.short
    package var request: DiskCopyRequest

    package init(request: DiskCopyRequest) {
        self.request = request
    }
}

package struct SwitchDiskCall: AgentCall {
    package typealias Answer = DiskCopyFacts
    package static let path = "disks/switch"
    package static let timeLimit = Duration.long
    package var request: DiskCopyRequest

    package init(request: DiskCopyRequest) {
        self.request = request
    }
}

package struct CancelDiskCopyCall: AgentCall {
    package typealias Answer = DiskCopyFacts
    package static let path = "disks/cancel"
    package static let timeLimit = Duration.medium
    package var request: DiskCopyRequest

    package init(request: DiskCopyRequest) {
        self.request = request
    }
}
