import MortarModel

extension DomainDisk {
    /// What libvirt needs to know of a copy of a disk: how QEMU opens it.
    ///
    /// - Parameter device: the target of the disk that is copied, `vda`.
    package func copyDestination(device: String) -> String {
        XMLElement(
            "disk", ["type": source.kind, "device": "disk"],
            [source.driver, source.element, XMLElement("target", ["dev": device])]
        ).rendered()
    }

    /// - Parameter position: 0 for the disk that boots.
    func element(position: Int) -> XMLElement {
        let letter = Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(position)))
        return XMLElement(
            "disk", ["type": source.kind, "device": "disk"],
            [
                source.driver, source.element,
                bus == .virtioBlock
                    ? XMLElement("target", ["dev": "vd\(letter)", "bus": "virtio"])
                    : XMLElement("target", ["dev": "sd\(letter)", "bus": "scsi"]),
                XMLElement("serial", text: id.rawValue),
                position == 0 ? XMLElement("boot", ["order": "1"]) : nil,
                bus == .virtioSCSI ? scsiAddress(target: position + 1) : nil,
            ])
    }
}

extension DiskSource {
    /// The drive of the disc with settings for the guest, with this disc in it.
    package var seedDrive: String { seedElement.rendered() }

    /// Not on SATA or IDE, whose drivers the kernels of many cloud images lack.
    var seedElement: XMLElement {
        XMLElement(
            "disk", ["type": kind, "device": "cdrom"],
            [
                XMLElement("driver", ["name": "qemu", "type": "raw"]),
                element,
                XMLElement("target", ["dev": "sdz", "bus": "scsi"]),
                XMLElement("readonly"),
                scsiAddress(target: 0),
            ])
    }

    /// The `type` of a disk of this source.
    var kind: String {
        switch self {
        case .file: "file"
        case .gluster: "network"
        }
    }

    /// How QEMU opens a disk: nothing is cached on the host, errors pause the guest instead of reaching it, and what it
    /// frees or zeroes is given back.
    var driver: XMLElement {
        switch self {
        case .file:
            // FUSE makes io_submit wait, which native I/O must not.
            XMLElement(
                "driver",
                [
                    "name": "qemu", "type": "raw", "cache": "none", "error_policy": "stop", "io": "threads",
                    "discard": "unmap", "detect_zeroes": "unmap",
                ])
        case .gluster:
            XMLElement(
                "driver",
                [
                    "name": "qemu", "type": "raw", "cache": "none", "error_policy": "stop", "discard": "unmap",
                    "detect_zeroes": "unmap",
                ])
        }
    }

    var element: XMLElement {
        switch self {
        case .file(let path):
            // The image belongs to QEMU's user already, on all hosts alike: nobody changes that at start and stop.
            XMLElement(
                "source", ["file": path], [XMLElement("seclabel", ["model": "dac", "relabel": "no"])])
        case .gluster(let volume, let path, let servers):
            XMLElement(
                "source", ["protocol": "gluster", "name": "\(volume)/\(path)"],
                servers.map { XMLElement("host", ["name": $0, "port": "24007"]) })
        }
    }
}
