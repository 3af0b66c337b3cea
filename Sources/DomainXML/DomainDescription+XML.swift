import MortarModel

extension DomainDescription {
    /// The description in libvirt's format, the same text for the same value.
    package func xml() -> String {
        XMLElement(
            "domain", ["type": acceleration == .kvm ? "kvm" : "qemu"],
            identity + processor + [
                XMLElement("on_poweroff", text: "destroy"),
                XMLElement("on_reboot", text: "restart"),
                XMLElement("on_crash", text: "destroy"),
                XMLElement("devices", [:], devices),
            ]
        ).rendered()
    }

    private var identity: [XMLElement] {
        let kibibytes = (memory.bytes + 1023) / 1024
        return [
            XMLElement("name", text: domainName),
            XMLElement("uuid", text: id.rawValue),
            XMLElement(
                "metadata", [:],
                [
                    XMLElement(
                        "mortar:vm",
                        [
                            "xmlns:mortar": DomainSummary.namespace, "id": id.rawValue, "name": name,
                            "access": access.rawValue,
                        ])
                ]),
            XMLElement("memory", ["unit": "KiB"], text: "\(kibibytes)"),
            processors,
        ]
    }

    /// An emulated guest with one processor has room for another.
    ///
    /// QEMU before 8.1 leaves a guest's memory barriers out where there can be one processor only, although its threads
    /// for disks run beside it: with several requests under way, the guest and QEMU sooner or later wait for each other
    /// (QEMU's commit c914d46d0a64).
    private var processors: XMLElement {
        acceleration == .emulation && cpus == 1
            ? XMLElement("vcpu", ["current": "1"], text: "2") : XMLElement("vcpu", text: "\(cpus)")
    }

    private var processor: [XMLElement] {
        [
            XMLElement("os", [:], [XMLElement("type", ["arch": "x86_64", "machine": machine.rawValue], text: "hvm")]),
            XMLElement("features", [:], [XMLElement("acpi"), XMLElement("apic")]),
            XMLElement("cpu", ["mode": acceleration == .kvm ? cpuModel.rawValue : "maximum"]),
            // Lost ticks are caught up or dropped, as guests expect of each timer.
            XMLElement(
                "clock", ["offset": "utc"],
                [
                    XMLElement("timer", ["name": "rtc", "tickpolicy": "catchup"]),
                    XMLElement("timer", ["name": "pit", "tickpolicy": "delay"]),
                    XMLElement("timer", ["name": "hpet", "present": "no"]),
                ]),
        ]
    }

    private var devices: [XMLElement?] {
        disks.enumerated().map { position, disk in disk.element(position: position) }
            + [seed?.seedElement, scsiController]
            + [
                XMLElement("controller", ["type": "usb", "model": "none"]),
                serial,
                XMLElement("console", ["type": "pty"], [XMLElement("target", ["type": "serial", "port": "0"])]),
                XMLElement(
                    "channel", ["type": "unix"],
                    [XMLElement("target", ["type": "virtio", "name": "org.qemu.guest_agent.0"])]),
                XMLElement(
                    "rng", ["model": "virtio"], [XMLElement("backend", ["model": "random"], text: "/dev/urandom")]),
                XMLElement("memballoon", ["model": "virtio"], [XMLElement("stats", ["period": "10"])]),
            ]
    }

    private var serial: XMLElement {
        XMLElement(
            "serial", ["type": "pty"],
            [
                XMLElement("log", ["file": consoleLog, "append": "on"]),
                XMLElement("target", ["type": "isa-serial", "port": "0"]),
            ])
    }

    private var scsiController: XMLElement? {
        guard seed != nil || disks.contains(where: { $0.bus == .virtioSCSI }) else { return nil }
        return XMLElement("controller", ["type": "scsi", "index": "0", "model": "virtio-scsi"])
    }
}

/// A place on the one SCSI controller; without it, libvirt would make one of the letter, and controllers to fit.
func scsiAddress(target: Int) -> XMLElement {
    XMLElement(
        "address", ["type": "drive", "controller": "0", "bus": "0", "target": "\(target)", "unit": "0"])
}
