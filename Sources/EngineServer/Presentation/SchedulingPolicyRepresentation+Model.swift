import EngineCore
import MortarModel
import OVirtAPI

extension SchedulingPolicyRepresentation {
    init(_ policy: SchedulingPolicy) {
        self.init(id: policy.id.rawValue)
        name = policy.name
        description = ""
        isDefault = policy.id == SchedulingPolicy.none.id
        isLocked = SchedulingPolicy.builtIn.contains { $0.id == policy.id }
        properties = [
            PropertyRepresentation("HighUtilization", "\(policy.properties.highUtilization)"),
            PropertyRepresentation("HighVmCount", "\(policy.properties.highVMCount)"),
            PropertyRepresentation(
                "MaxFreeMemoryForOverUtilized", "\(policy.properties.maxFreeMemoryForOverUtilized)"),
        ]
    }
}

extension Reference {
    init(_ policy: SchedulingPolicy) {
        self.init(collection: SchedulingPolicyRepresentation.path, id: policy.id.rawValue)
        name = policy.name
    }
}

extension PolicyFilterRepresentation {
    init(_ unit: FilterUnit, at position: Int, of policy: SchedulingPolicy) {
        self.init()
        id = unit.rawValue
        href = "\(SchedulingPolicyRepresentation.href(policy.id.rawValue))/\(Self.path)/\(unit.rawValue)"
        name = unit.rawValue
        self.position = position
    }
}

extension PolicyWeightRepresentation {
    init(_ weight: SchedulingPolicy.Weight, of policy: SchedulingPolicy) {
        self.init()
        id = weight.unit.rawValue
        href = "\(SchedulingPolicyRepresentation.href(policy.id.rawValue))/\(Self.path)/\(weight.unit.rawValue)"
        name = weight.unit.rawValue
        factor = weight.factor
    }
}

extension SearchFields where Object == SchedulingPolicy {
    static let schedulingPolicies = Self(
        prefixes: ["scheduling_policy"], defaults: ["name"],
        fields: ["id": { [.text($0.id.rawValue)] }, "name": { [.text($0.name)] }])
}
