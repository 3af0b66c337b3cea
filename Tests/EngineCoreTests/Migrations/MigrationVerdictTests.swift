import AgentAPI
import MortarModel
import Testing

@testable import EngineCore

/// What follows from what both hosts say after a move has come to an end.
@Suite struct MigrationVerdictTests {
    private static let vm = VM(name: "web", clusterID: ClusterID(), cpus: 1, memory: .mebibytes(256))
    private static let route = MigrationRoute(vm: vm, source: HostID(), target: HostID())
    private static let running = facts(.running)
    private static let paused = facts(.paused)

    private static func facts(_ state: VMFacts.State) -> VMFacts {
        VMFacts(
            id: vm.id, name: vm.name, state: state, reason: nil, memory: vm.memory, cpus: 1, access: .libgfapi)
    }

    private func verdict(_ source: VMPresence?, _ target: VMPresence?) -> MigrationVerdict {
        MigrationVerdict(Self.route, atSource: source, atTarget: target)
    }

    @Test func itIsWhereItIsFoundAlone() {
        let (source, target) = (Self.route.source, Self.route.target)
        for elsewhere in [VMPresence.absent, nil] {
            #expect(verdict(.present(Self.running), elsewhere) == .settled(.on(source, Self.running)))
            #expect(verdict(elsewhere, .present(Self.running)) == .settled(.on(target, Self.running)))
        }
        #expect(verdict(.leaving, .present(Self.running)) == .settled(.on(target, Self.running)))
        #expect(verdict(.present(Self.paused), .absent) == .settled(.on(source, Self.paused)))
        #expect(verdict(.absent, .absent) == .settled(.nowhere))
    }

    @Test func whatIsOnItsWayPassesAway() {
        #expect(verdict(.present(Self.running), .comingIn) == .passing(.on(Self.route.source, Self.running)))
        #expect(verdict(.present(Self.running), .leaving) == .passing(.on(Self.route.source, Self.running)))
        #expect(verdict(.absent, .comingIn) == .passing(.unknown(Self.route.target)))
        #expect(verdict(.leaving, .absent) == .passing(.unknown(Self.route.target)))
        #expect(verdict(nil, .comingIn) == .passing(.unknown(Self.route.source)))
    }

    /// A guest that went ahead needs the old host until all of its memory is there.
    @Test(arguments: [VMPresence.leaving, .absent, nil])
    func whoWentAheadIsWaitedFor(source: VMPresence?) {
        #expect(verdict(source, .ahead(Self.running)) == .passing(.on(Self.route.target, Self.running)))
    }

    /// One that stands still here may have gone on there.
    @Test func whatStandsStillIsNotBelievedWithoutTheOtherHost() {
        #expect(verdict(.present(Self.paused), nil) == .passing(.unknown(Self.route.target)))
        #expect(verdict(nil, .present(Self.paused)) == .passing(.unknown(Self.route.source)))
    }

    /// A guest that was handed over stands still for the migration: one whose disk failed was not.
    @Test func whatStandsStillForItsDiskIsWhereItIs() {
        var stuck = Self.paused
        stuck.reason = VMFacts.diskError
        #expect(verdict(.present(stuck), nil) == .settled(.on(Self.route.source, stuck)))
        #expect(verdict(nil, .present(stuck)) == .settled(.on(Self.route.target, stuck)))
    }

    @Test func whatCannotBeToldIsNotDown() {
        #expect(verdict(nil, .absent) == .settled(.unknown(Self.route.source)))
        #expect(verdict(nil, nil) == .passing(.unknown(Self.route.source)))
        #expect(verdict(.absent, nil) == .settled(.unknown(Self.route.target)))
    }

    /// A guest that goes on at its new host was stopped at the old one for good; in doubt the old one has it.
    @Test func ofTwoOneIsStopped() {
        #expect(verdict(.present(Self.paused), .present(Self.running)) == .stop(Self.route.source))
        #expect(verdict(.present(Self.running), .present(Self.paused)) == .stop(Self.route.target))
        #expect(verdict(.present(Self.paused), .present(Self.paused)) == .stop(Self.route.target))
        #expect(verdict(.present(Self.running), .present(Self.running)) == .stop(Self.route.target))
    }
}
