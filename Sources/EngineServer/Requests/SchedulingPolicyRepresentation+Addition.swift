import EngineCore
import MortarModel
import OVirtAPI

extension SchedulingPolicyRepresentation {
    /// The policy that a client wants; throws `invalid` for units and properties that there are not.
    func addition() throws -> SchedulingPolicy {
        guard let name else { throw Failure.missing("name", of: "SchedulingPolicy", for: "add") }
        var policy = SchedulingPolicy(name: name, weights: [])
        if let filters { policy.filters = Set(try filters.map { try Self.unit($0.id ?? $0.name, "filter") }) }
        policy.weights = try (weights ?? []).map { weight in
            .init(try Self.unit(weight.id ?? weight.name, "weight"), factor: weight.factor ?? 1)
        }
        for property in properties ?? [] { try property.apply(to: &policy.properties) }
        return policy
    }

    private static func unit<Unit: RawRepresentable<String> & CaseIterable>(
        _ name: String?, _ kind: String
    ) throws(Failure) -> Unit {
        if let name, let unit = Unit(rawValue: name) { return unit }
        throw Failure(
            .invalid, "There is no \(kind) “\(name ?? "")”.",
            correction: "Take some of \(Unit.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
}

extension PropertyRepresentation {
    fileprivate func apply(to properties: inout SchedulingPolicy.Properties) throws(Failure) {
        guard let value = value.flatMap({ Int($0) }) else {
            throw Failure(
                .invalid, "The property \(name ?? "") is “\(value ?? "")”.", correction: "Give a whole number.")
        }
        switch name {
        case "HighUtilization": properties.highUtilization = value
        case "HighVmCount": properties.highVMCount = value
        case "MaxFreeMemoryForOverUtilized": properties.maxFreeMemoryForOverUtilized = value
        default:
            throw Failure(
                .invalid, "There is no property “\(name ?? "")”.",
                correction: "Take some of HighUtilization, HighVmCount and MaxFreeMemoryForOverUtilized.")
        }
    }
}
