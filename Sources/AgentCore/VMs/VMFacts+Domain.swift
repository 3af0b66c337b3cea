import AgentAPI
import DomainXML
import LibvirtKit
import MortarModel

extension VMFacts {
    /// What libvirt says of a domain of ours.
    init(_ summary: DomainSummary, _ state: DomainState) {
        let isFine = state.kind == .running
        self.init(
            id: summary.id, name: summary.name, state: State(state), reason: isFine ? nil : state.reason,
            memory: summary.memory, cpus: summary.cpus, access: summary.access)
    }
}

extension VMFacts.State {
    init(_ state: DomainState) {
        self =
            switch state.kind {
            case .running: .running
            // A guest that put itself to sleep keeps its memory, as a paused one does.
            case .paused, .suspended, .unknown: .paused
            case .shuttingDown: .shuttingDown
            case .off: state.reason == "crashed" || state.reason == "failed" ? .crashed : .off
            case .crashed: .crashed
            }
    }
}
