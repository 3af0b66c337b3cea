package import MortarModel

package struct VMPresenceCall: AgentCall {
    package typealias Answer = VMPresence
    package static let path = "vms/presence"
    package static let timeLimit = Duration.short
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct MigrationKeyRequestsCall: AgentCall {
    package typealias Answer = MigrationKeyRequests
    package static let path = "migrations/key-requests"
    package static let timeLimit = Duration.short

    package init() {}
}

package struct OpenMigrationsCall: AgentCall {
    package typealias Answer = Done
    package static let path = "migrations/open"
    package static let timeLimit = Duration.medium
    package var door: MigrationDoor

    package init(door: MigrationDoor) {
        self.door = door
    }
}

package struct CloseMigrationsCall: AgentCall {
    package typealias Answer = Done
    package static let path = "migrations/close"
    package static let timeLimit = Duration.medium

    package init() {}
}

package struct VMHardwareCall: AgentCall {
    package typealias Answer = VMHardware
    package static let path = "vms/hardware"
    package static let timeLimit = Duration.short
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct AdmitVMCall: AgentCall {
    package typealias Answer = VMAdmissionAnswer
    package static let path = "migrations/admit"
    package static let timeLimit = Duration.medium
    package var admission: VMAdmission

    package init(admission: VMAdmission) {
        self.admission = admission
    }
}

package struct MigrateVMCall: AgentCall {
    package typealias Answer = Done
    package static let path = "migrations/begin"
    package static let timeLimit = Duration.short
    package var order: VMMigrationOrder

    package init(order: VMMigrationOrder) {
        self.order = order
    }
}

package struct MigrationReportCall: AgentCall {
    package typealias Answer = MigrationReport
    package static let path = "migrations/report"
    package static let timeLimit = Duration.short
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct StartPostCopyCall: AgentCall {
    package typealias Answer = Done
    package static let path = "migrations/post-copy"
    package static let timeLimit = Duration.short
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}

package struct CancelMigrationCall: AgentCall {
    package typealias Answer = Done
    package static let path = "migrations/cancel"
    package static let timeLimit = Duration.short
    package var id: VMID

    package init(id: VMID) {
        self.id = id
    }
}
