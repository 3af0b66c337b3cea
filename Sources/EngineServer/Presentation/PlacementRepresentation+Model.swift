import EngineCore
import MortarModel
import OVirtAPI
import Placement

extension PlacementRepresentation {
    init(_ decision: PlacementDecision, of vm: VM, in inventory: Inventory) {
        self.init(vm: vm.id.rawValue)
        self.vm?.name = vm.name
        host = decision.choice.map { inventory.link($0) }
        currentHost = vm.hostID.map { inventory.link($0) }
        policy = Reference(inventory.schedulingPolicy(of: vm.clusterID))
        explanation = decision.explanation(current: vm.hostID.flatMap { inventory.hosts[$0]?.name })
        verdicts = decision.hosts.map { verdict in
            HostVerdictRepresentation(verdict, isChosen: verdict.host == decision.choice, in: inventory)
        }
    }
}

extension HostVerdictRepresentation {
    fileprivate init(_ verdict: PlacementDecision.Verdict, isChosen: Bool, in inventory: Inventory) {
        self.init()
        host = inventory.link(verdict.host)
        self.isChosen = isChosen
        isAllowed = verdict.refusals.isEmpty
        points = verdict.total
        filters = verdict.checks.map { FilterVerdictRepresentation($0) }
        weights = verdict.scores.map { WeightVerdictRepresentation($0) }
    }
}

extension FilterVerdictRepresentation {
    fileprivate init(_ check: PlacementDecision.Check) {
        self.init()
        name = check.unit.rawValue
        isPassed = check.isPassed
        reason = check.reason
    }
}

extension WeightVerdictRepresentation {
    fileprivate init(_ score: PlacementDecision.Score) {
        self.init()
        name = score.unit.rawValue
        factor = score.factor
        points = score.points
        reason = score.reason
    }
}

extension Inventory {
    fileprivate func link(_ id: HostID) -> Linked<HostRepresentation> {
        var link = Linked<HostRepresentation>(id: id.rawValue)
        link.name = hosts[id]?.name
        return link
    }
}
