import AgentAPI
import BlockDeviceKit
import Foundation
import HostCommand
import MortarModel

extension Bricks {
    /// `mkfs.xfs` and mount points take the id as it is.
    func validated(_ id: BrickID) throws -> BrickID {
        if UUID(uuidString: id.rawValue)?.uuidString.lowercased() == id.rawValue { return id }
        throw Failure(.invalid, "“\(id)” is not the id of a brick.")
    }

    /// The geometry that the user gave, if tools can follow it.
    func named(_ geometry: StripeGeometry?) throws -> Stripe? {
        guard let geometry else { return nil }
        do {
            return try Stripe(unit: geometry.unit.bytes, count: geometry.dataDisks)
        } catch let error as BlockDeviceError {
            throw Failure(
                .invalid, "The RAID geometry \(geometry) cannot be used.", cause: error.reason,
                correction: "Look up the stripe unit and the count of disks with data in the RAID controller.")
        }
    }

    func refuseSecondDevice(
        for id: BrickID, beside device: SurveyedDevice, in survey: [SurveyedDevice]
    ) throws {
        for other in survey where other.device.path != device.device.path {
            if case .own(let own) = other.use, own.uuid == id.rawValue {
                throw Failure(
                    .conflict, "The brick \(id) is already on \(other.stablePath).",
                    objects: ["device \(other.stablePath)", "device \(device.stablePath)"])
            }
        }
    }

    /// A mount unit is written when the file system is finished: if that is gone now, so is what was in it.
    func refuseLostFileSystem(_ request: BrickRequest) async throws {
        guard try await mounts.isInstalled(BrickLayout.unit(request.id)) else { return }
        throw Failure(
            .conflict, "The brick \(request.id) was made before, but \(request.device) does not hold it.",
            correction: "See whether this is the right device; make a new brick if its old one is lost.",
            objects: ["device \(request.device)"])
    }

    func notBlank(_ device: SurveyedDevice, _ reason: String) -> Failure {
        Failure(
            .conflict, "\(device.stablePath) is not blank: \(reason).",
            correction: "Name another device, or name this one to be wiped if nothing on it is needed.",
            objects: ["device \(device.stablePath)"])
    }
}
