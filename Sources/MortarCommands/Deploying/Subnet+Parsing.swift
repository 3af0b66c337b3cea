import HostNetworkKit
import MortarModel

extension Subnet {
    /// A network as users write it; throws a `Failure` that shows how.
    init(parsing text: String) throws(Failure) {
        guard let subnet = Self(text) else {
            throw Failure(
                .invalid, "“\(text)” is not a network.", correction: "Give it as 10.0.1.0/24 with --storage-network.")
        }
        self = subnet
    }
}
