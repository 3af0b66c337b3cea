import MortarModel
import Placement
import Testing

/// What a replica set bears, by its copies, its quorum and where its bricks are.
@Suite struct SetToleranceTests {
    private let bricks = (1...3).map {
        Brick(
            id: BrickID(rawValue: "b\($0)"), hostID: HostID(rawValue: "h\($0)"), device: "/dev/sdb", size: .gibibytes(1)
        )
    }

    private var withArbiter: [Brick] {
        var bricks = bricks
        bricks[2].isArbiter = true
        return bricks
    }

    private func words(_ tolerance: SetTolerance) -> String { tolerance.words { $0.rawValue } }

    @Test func threeCopiesBearTheLossOfAnyHost() {
        let tolerance = SetTolerance(of: bricks)
        #expect(tolerance.bearableHosts == 1 && tolerance.stoppingHosts.isEmpty && tolerance.onlyCopy == nil)
        #expect(words(tolerance) == "serves while any one host is lost")
    }

    /// Of a shard that the new brick lacks, one copy would be left: that is no quorum for a write.
    @Test func whileOneOfThreeIsFilledTheLossOfAnotherLeavesReads() {
        let tolerance = SetTolerance(of: bricks, filling: [bricks[0].id])
        #expect(tolerance.bearableHosts == 0 && tolerance.stoppingHosts.isEmpty && tolerance.onlyCopy == nil)
        #expect(tolerance.readOnlyHosts == [bricks[1].hostID, bricks[2].hostID])
        #expect(
            words(tolerance)
                == "serves reads, and writes may fail, while h2 or h3 is lost; serves while any other host is lost")
    }

    /// Of two bricks the first one is a quorum alone: the second one may go while it is filled, the first one not.
    @Test func theFirstOfTwoCopiesDecides() {
        let two = Array(bricks.prefix(2))
        let filling = SetTolerance(of: two, filling: [two[1].id], quorum: .majority)
        #expect(filling.stoppingHosts == [two[0].hostID] && filling.readOnlyHosts.isEmpty)
        #expect(filling.onlyCopy == two[0].hostID)
        #expect(
            words(filling)
                == "stops while h1 is lost; serves while any other host is lost; h1 has the only complete copy")
        #expect(SetTolerance(of: two, quorum: .majority).onlyCopy == nil)
    }

    /// Two empty copies would outvote the only complete one.
    @Test func twoEmptyCopiesBesideACompleteOneServeNoWrites() {
        let tolerance = SetTolerance(of: bricks, filling: [bricks[1].id, bricks[2].id])
        #expect(tolerance.stoppingHosts == [bricks[0].hostID] && tolerance.readOnlyHosts.count == 2)
    }

    @Test func besideAnArbiterTheOtherCopyIsTheOnlyOneWhileOneIsFilled() {
        let moving = SetTolerance(of: withArbiter, filling: [bricks[0].id])
        #expect(moving.stoppingHosts == [bricks[1].hostID] && moving.onlyCopy == bricks[1].hostID)
        #expect(moving.readOnlyHosts == [bricks[2].hostID])
        #expect(SetTolerance(of: withArbiter).bearableHosts == 1)
        #expect(SetTolerance(of: withArbiter, filling: [bricks[2].id]).readOnlyHosts.count == 2)
    }

    @Test func oneCopyBearsNothing() {
        let tolerance = SetTolerance(of: [bricks[0]])
        #expect(tolerance.bearableHosts == 0 && tolerance.stoppingHosts == [bricks[0].hostID])
        #expect(words(tolerance) == "stops while h1 is lost; h1 has the only complete copy")
    }

    /// Somebody has set another quorum on the volume.
    @Test func theQuorumOfTheVolumeDecides() {
        #expect(SetTolerance(of: bricks, quorum: .fixed(3)).bearableHosts == 0)
        #expect(SetTolerance(of: bricks, quorum: .fixed(3)).stoppingHosts.count == 3)
        #expect(SetTolerance(of: bricks, quorum: .any).bearableHosts == 2)
        #expect(words(SetTolerance(of: bricks, quorum: .any)) == "serves while any 2 hosts are lost")
        // Of two copies the first one decides alone.
        #expect(SetTolerance(of: Array(bricks.prefix(2)), quorum: .majority).stoppingHosts == [bricks[0].hostID])
    }

    @Test func twoBricksOfAZoneAreLostAtOnce() throws {
        let rack = try Zone(parsing: "rack-a")
        let zones = HostZones([bricks[0].hostID: rack, bricks[1].hostID: rack])
        let tolerance = SetTolerance(of: bricks, zones: zones)
        #expect(tolerance.bearableHosts == 1 && tolerance.stoppingZones == [rack])
        #expect(words(tolerance) == "serves while any one host is lost; stops while all of zone rack-a is lost")
        #expect(SetTolerance(of: bricks, zones: HostZones([bricks[0].hostID: rack])).stoppingZones.isEmpty)
    }
}
