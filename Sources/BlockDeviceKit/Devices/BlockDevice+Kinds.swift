extension BlockDevice {
    /// Disks, partitions, loop devices and Linux' own RAID (`lsblk` calls it by its level); what is mapped onto them is seen through
    /// them.
    static let kinds: Set = ["disk", "part", "loop", "linear", "raid0", "raid1", "raid4", "raid5", "raid6", "raid10"]
}

extension [BlockDevice] {
    /// Each device once: `lsblk` tells one that is made of several others below each of them.
    var withoutRepetitions: [BlockDevice] {
        var seen: Set<String> = []
        return filter { seen.insert($0.kernelName).inserted }
    }
}
