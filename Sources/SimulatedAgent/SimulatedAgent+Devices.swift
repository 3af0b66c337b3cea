import AgentAPI
import MortarModel

extension SimulatedAgent {
    package func wipeDevice(_ path: String) async throws {
        try cluster.perform("wipeDevice", at: address) { state in
            let devices = state.hosts[address]?.devices ?? []
            guard let index = devices.firstIndex(where: { [$0.path, $0.stablePath].contains(path) }) else {
                throw Failure(.notFound, "There is no device \(path).")
            }
            switch devices[index].use {
            case .blank: return
            case .brick(let id): throw Failure(.conflict, "\(path) holds the brick \(id).")
            case .occupied(let by) where by.contains("mounted on"): throw Failure(.conflict, "\(path) is \(by).")
            case .occupied: state.hosts[address]?.devices[index].use = .blank
            }
        }
    }

    package func blinkDevice(_ path: String, on: Bool) async throws {
        try cluster.perform("blinkDevice", at: address) { state in
            guard let device = state.hosts[address]?.devices.first(where: { [$0.path, $0.stablePath].contains(path) })
            else { throw Failure(.notFound, "There is no device \(path).") }
            state.hosts[address]?.blinking.remove(device.path)
            if on { state.hosts[address]?.blinking.insert(device.path) }
        }
    }
}
