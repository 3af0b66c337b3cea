package import ArgumentParser

/// The commands that speak to an engine, to be taken up by a program.
package enum MortarCommands {
    /// In the order of the help.
    package static let all: [any ParsableCommand.Type] = [
        Deploy.self, Destroy.self, Login.self, Logout.self, ContextCommands.self, ClusterCommands.self,
        HostCommands.self, DeviceCommands.self,
        StorageCommands.self, VolumeCommands.self, ReplicaSetCommands.self, HealCommands.self, VMCommands.self,
        DiskCommands.self,
        EventCommands.self,
        JobCommands.self,
    ]

    /// What every program says of exit statuses.
    package static let exitStatuses = """
        Exit status: 0 done, 1 failed, 2 refused or misused before anything was changed.
        """
}
