import OVirtAPI

extension HostRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("name", name)
        record.add("status", status)
        record.add("status_detail", statusDetail, .detail)
        record.add("address", address)
        record.add("storage_address", mortar.storageAddress)
        record.add("zone", mortar.zone)
        record.add("vms", number: summary?.total)
        record.add("cpus", number: cpu?.topology?.count)
        record.add("cpu_model", cpu?.name, .detail)
        record.add("memory", bytes: memory)
        record.add("free_memory", bytes: mortar.availableMemory)
        record.add("load", mortar.load.map(OutputValue.decimal) ?? .none, .detail)
        record.add("disk_access", diskAccess)
        record.add("keep_bricks", mortar.keepsBricks.map { Switch($0).rawValue }, .detail)
        record.add("libgfapi_test", mortar.libgfapi?.detail, .detail)
        record.add("guests", mortar.hasKVM.map { $0 ? "KVM" : "emulation" }, .detail)
        record.add("operating_system", operatingSystem?.version?.fullVersion, .detail)
        record.add("kernel", mortar.kernelVersion?.fullVersion, .detail)
        record.add("agent", version?.fullVersion, .detail)
        record.add("gluster", mortar.glusterVersion?.fullVersion, .detail)
        record.add("libvirt", libvirtVersion?.fullVersion, .detail)
        record.add("qemu", mortar.qemuVersion?.fullVersion, .detail)
        record.add("update_available", flag: fixed.updateAvailable, .detail)
        record.add("upgrade", mortar.upgrade, .detail)
        record.add("reboot_reason", mortar.rebootReason, .detail)
        record.add("engine", flag: hostedEngine?.isActive == true, .detail)
        record.add("last_seen", mortar.lastSeen.map(OutputValue.date) ?? .none, .detail)
        record.add("id", id, .detail)
        return record
    }

    /// What VMs started here would use where the cluster leaves the choice.
    private var diskAccess: String? {
        mortar.libgfapi.map { $0.verdict == "passed" ? "libgfapi" : "fuse" }
    }
}
