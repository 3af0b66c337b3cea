import AgentAPI
import HashTreeCollections
import MortarModel

extension Inventory {
    /// A brick to be made on a device, with the RAID stripe that users told of it.
    func newBrick(on device: HostDevice, size: ByteCount, isArbiter: Bool = false) -> Brick {
        Brick(
            hostID: device.hostID, device: device.device, size: size, isArbiter: isArbiter,
            stripe: view(of: device)?.stripe)
    }

    /// Bricks that are about to be made, with the RAID stripes that users told, now or before.
    func striped(_ bricks: [Brick], _ told: [HostDevice: StripeGeometry]) -> [Brick] {
        bricks.map { brick in
            var brick = brick
            let device = HostDevice(hostID: brick.hostID, device: brick.device)
            brick.stripe = told[device] ?? view(of: device)?.stripe
            return brick
        }
    }

    /// Remembers the stripes of bricks that are about to be made, for the next bricks on their devices.
    mutating func keepStripes(of bricks: [Brick]) {
        for brick in bricks where brick.stripe != nil {
            guard let view = view(of: HostDevice(hostID: brick.hostID, device: brick.device)) else { continue }
            setStripe(brick.stripe, view)
        }
    }

    /// - Parameter stripe: nil for what the device tells of itself.
    mutating func setStripe(_ stripe: StripeGeometry?, _ view: DeviceView) {
        guard view.stripe != stripe else { return }
        var record = deviceRecords[view.id] ?? DeviceRecord(of: view)
        record.stripe = stripe
        deviceRecords[view.id] = record
    }

    private func view(of device: HostDevice) -> DeviceView? {
        deviceViews(of: device.hostID).first {
            $0.isThere && [$0.facts.path, $0.facts.stablePath].contains(device.device)
        }
    }
}
