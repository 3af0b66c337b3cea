import EngineCore
import MortarModel
import OVirtAPI

extension AffinityGroupRepresentation {
    init(_ group: AffinityGroup, in inventory: Inventory) {
        self.init(id: group.id.rawValue, cluster: group.clusterID.rawValue)
        name = group.name
        vms = group.vms.sorted().map { id in
            Reference(id: id.rawValue, href: VMRepresentation.href(id.rawValue), name: inventory.vms[id]?.name)
        }
        hosts = group.hosts.sorted().map { id in
            Reference(id: id.rawValue, href: HostRepresentation.href(id.rawValue), name: inventory.hosts[id]?.name)
        }
        vmsRule = AffinityRuleRepresentation(group.vmsRule)
        hostsRule = AffinityRuleRepresentation(group.hostsRule)
        isPositive = vmsRule?.isPositive
        isEnforcing = vmsRule?.isEnforcing
    }

    /// What clients of oVirt before 4.1 say.
    private var formerRule: AffinityRuleRepresentation? {
        if isPositive == nil, isEnforcing == nil { return nil }
        var rule = AffinityRuleRepresentation()
        (rule.isPositive, rule.isEnforcing) = (isPositive, isEnforcing)
        return rule
    }

    /// Takes over what a client says.
    func apply(to group: inout AffinityGroup, _ inventory: Inventory) throws {
        if let name { group.name = name }
        if let vms { group.vms = Set(try vms.map { try inventory.vms.called($0).id }) }
        if let hosts { group.hosts = Set(try hosts.map { try inventory.hosts.called($0).id }) }
        (vmsRule ?? formerRule)?.apply(to: &group.vmsRule)
        hostsRule?.apply(to: &group.hostsRule)
    }
}

extension AffinityRuleRepresentation {
    fileprivate init(_ rule: AffinityRule?) {
        self.init(
            isEnabled: rule != nil, isEnforcing: rule?.isEnforcing ?? false, isPositive: rule?.isPositive ?? false)
    }

    /// A rule is enabled unless it is said not to be; as in oVirt it enforces and is positive unless it is said not to.
    fileprivate func apply(to rule: inout AffinityRule?) {
        if isEnabled == false {
            rule = nil
            return
        }
        rule = AffinityRule(
            isPositive: isPositive ?? rule?.isPositive ?? true, isEnforcing: isEnforcing ?? rule?.isEnforcing ?? true)
    }
}

extension SearchFields where Object == AffinityGroup {
    static let affinityGroups = Self(
        prefixes: ["affinity_group"], defaults: ["name"],
        fields: ["id": { [.text($0.id.rawValue)] }, "name": { [.text($0.name)] }])
}
