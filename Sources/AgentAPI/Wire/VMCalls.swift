package import MortarModel

package struct StartVMCall: AgentCall {
    package typealias Answer = VMFacts
    package static let path = "vms/start"
    package static let timeLimit = Duration.medium
    package var request: VMRequest

    package init(request: VMRequest) {
        self.request = request
    }
}

package struct StopVMCall: AgentCall {
    package typealias Answer = Done
    package static let path = "vms/stop"
    package static let timeLimit = Duration.medium
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct ShutDownVMCall: AgentCall {
    package typealias Answer = Done
    package static let path = "vms/shut-down"
    package static let timeLimit = Duration.medium
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct ResumeVMCall: AgentCall {
    package typealias Answer = Bool
    package static let path = "vms/resume"
    package static let timeLimit = Duration.medium
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct GuestWritesCall: AgentCall {
    package typealias Answer = [GuestWrites]
    package static let path = "vms/writes"
    package static let timeLimit = Duration.short

    package init() {}
}

package struct ConsoleOutputStream: AgentStream {
    package static let path = "vms/console"
    package var id: VMID
    package var history: Bool

    package init(id: VMID, history: Bool) {
        self.id = id
        self.history = history
    }
}

package struct ConsoleInputUpload: AgentUpload {
    package static let path = "vms/console"
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}
