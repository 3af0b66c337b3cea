import AgentAPI
import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing

import struct Foundation.Date

@testable import EngineCore

@Suite struct GuardFactsTests {
    /// What the guard knows of the third brick when its host tells why it does no work.
    private func knowledge(of failure: String?) async throws -> Bool? {
        let (world, set) = try await World.withReplicaSet()
        try await world.context.observeForGuard(volumes: [set.name])
        let (host, brick) = (world.hosts[2].id, set.bricks[2].id)
        world.context.store.observe { observations in
            let index = observations.hosts[host]?.facts.bricks.firstIndex { $0.id == brick }
            if let index { observations.hosts[host]?.facts.bricks[index].failure = failure }
        }
        return world.context.inventory.guardFacts.sets.first?.bricks[2].isOnline?.value
    }

    @Test func aBrickThatHasShutDownIsOffline() async throws {
        #expect(try await knowledge(of: nil) == true)
        #expect(try await knowledge(of: BrickFacts.shutDown) == false)
    }

    /// A slow disk answers again: taking its brick for gone would let the last ones go that serve.
    @Test func ofABrickThatDoesNotAnswerNothingIsKnown() async throws {
        #expect(try await knowledge(of: BrickFacts.silence) == nil)
    }

    /// Volumes that are not Mortar's name hosts as they like.
    @Test func bricksBelongToHostsByNameAddressAndIdentity() async throws {
        let world = try await World()
        try await world.observe()
        let inventory = world.context.inventory
        func host(_ name: String, _ uuid: String?) -> HostID? {
            var facts = VolumeBrickFacts(
                brick: VolumeBrick(host: name, directory: "/srv/b"), isArbiter: false, isOnline: true, port: nil,
                pid: nil,
                size: nil, free: nil)
            facts.hostUUID = uuid
            return inventory.host(of: facts)?.id
        }
        #expect(host("10.0.0.2", nil) == world.hosts[1].id)
        #expect(host("h2", nil) == world.hosts[1].id)
        #expect(host("storage-2.example.com", "10.0.0.2") == world.hosts[1].id)
        #expect(host("elsewhere", "another") == nil)
    }
}
