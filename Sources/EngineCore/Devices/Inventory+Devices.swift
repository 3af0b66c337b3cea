package import MortarModel

extension Inventory {
    /// A host's devices with what they serve as and their health, by their paths: those of now, or, where the host does
    /// not answer, those that were seen last.
    package func deviceViews(of host: HostID) -> [DeviceView] {
        deviceViews(of: host, in: DeviceBook(self))
    }

    /// The same for a caller who looks at many hosts.
    package func deviceViews(of host: HostID, in book: DeviceBook) -> [DeviceView] {
        HostDeviceViews(self, host: host, in: book).all()
    }

    /// The device, or a `notFound` failure.
    package func deviceView(_ id: DeviceID, of host: HostID) throws -> DeviceView {
        let host = try hosts.required(host)
        guard let view = deviceViews(of: host.id).first(where: { $0.id == id }) else {
            throw Failure(
                .notFound, "Host \(host.name) has no device with the id \(id.mark).",
                correction: "“mortar device list” shows what there is.", objects: ["host \(host.name)"])
        }
        return view
    }
}
