package import AgentAPI
package import Foundation
package import HashTreeCollections
package import MortarModel

/// What was last seen of the world.
package struct Observations: Sendable {
    package var hosts: TreeDictionary<HostID, HostObservation> = [:]
    /// By volume name.
    package var volumes: TreeDictionary<String, VolumeObservation> = [:]
    /// When the volumes were last asked for with success, by the engine's clock.
    package var volumesAsked: Date?
    /// What GlusterFS does on volumes of users, by volume name, as jobs last saw it.
    package var volumeTasks: TreeDictionary<String, VolumeTask> = [:]
    package var guarded = GuardObservation()
    /// When a host last announced a change of what it has, or its status changed, by the engine's clock.
    package var changed: Date?
    /// Devices that are not where they should be, or whose brick is not, while their host answers.
    package var absences: TreeDictionary<DeviceID, DeviceAbsence> = [:]
    /// What work on replica sets waits for, in words that end a sentence.
    package var waits: TreeDictionary<ReplicaSetID, String> = [:]
    /// How far the copies of disks are that are being moved.
    package var diskCopies: TreeDictionary<DiskID, DiskCopyFacts> = [:]
    /// How far the moves of VMs are that go on.
    package var migrations: TreeDictionary<VMID, MigrationProgress> = [:]
    /// What hosts had to upgrade when they were last asked.
    package var upgrades: TreeDictionary<HostID, PendingUpgrades> = [:]
    /// Of the machine that the engine runs on; nil where that is not known.
    package var engineMachineID: String?
    package var unreadable: [UnreadableDocument] = []

    package init() {}

    /// Whether the engine itself runs on a host; that of machines that were cloned with their identities is not known.
    package func carriesEngine(_ host: HostID) -> Bool {
        guard let engineMachineID, hosts[host]?.facts.machineID == engineMachineID else { return false }
        return hosts.count { $0.value.facts.machineID == engineMachineID } == 1
    }
}

/// What a host's agent last told.
package struct HostObservation: Sendable {
    package var facts: HostFacts
    /// When the agent was last heard, by the engine's clock.
    package var lastHeard: Date

    package init(facts: HostFacts, lastHeard: Date) {
        self.facts = facts
        self.lastHeard = lastHeard
    }
}

/// What was last seen of a volume.
package struct VolumeObservation: Sendable {
    package var facts: VolumeFacts
    /// When the facts were asked for, by the engine's clock.
    package var observed: Date
    /// Nil when it was never asked or could not be told.
    package var heal: HealSummary?
    /// When the heal summary was last asked for, with success or without.
    package var healObserved: Date?
    /// The heal summary that users were last told of.
    package var toldHeal: HealSummary?
    package var progress = HealProgress()
    /// Files in split-brain, as they were last looked at.
    package var splitBrains: [SplitBrain] = []
    /// When they were last asked for, with success or without.
    package var splitBrainsAsked: Date?
    /// The identities of those that users were told to decide.
    package var toldSplitBrains: Set<String> = []

    package init(facts: VolumeFacts, observed: Date, heal: HealSummary? = nil, healObserved: Date? = nil) {
        self.facts = facts
        self.observed = observed
        self.heal = heal
        self.healObserved = healObserved
    }
}
