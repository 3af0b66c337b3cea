import Foundation
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// A Gluster volume of users beside a storage domain, through the API.
    @Suite(.blankHosts()) struct VolumeTests {
        @Test func aVolumeOfUsersGrowsShrinksAndGoes() async throws {
            let bed = try await VolumeBed()
            try await bed.prepare()
            try await expectOwnUntouched(bed)
            let volume = try await create(bed)
            try await bed.mount(on: "h1")
            try await bed.fill()
            let sums = try await bed.sums()
            try await extend(volume, bed)
            #expect(try await bed.sums() == sums, "after the rebalance")
            try await expectRefusalsUnderAVM(volume, bed)
            try await shrink(volume, bed)
            #expect(try await bed.sums() == sums, "after bricks were removed")
            try await replace(volume, bed)
            #expect(try await bed.sums() == sums, "after a brick was replaced")
            try await reset(volume, bed)
            #expect(try await bed.sums() == sums, "after a brick was reset")
            try await remove(volume, bed)
        }

        private func expectOwnUntouched(_ bed: VolumeBed) async throws {
            let listed = try await bed.cluster.connected {
                try await $0.list(GlusterVolumeRepresentation.self, at: bed.volumes)
            }
            let own = try #require(listed.first { $0.name == "data-1" })
            #expect(own.replicaSet != nil)
            let reason = try await bed.refusal { client in
                _ = try await client.perform("stop", on: "\(bed.volumes)/\(own.id ?? "")")
            }
            #expect(reason.hasPrefix("conflict") && reason.contains("mortar storage"), "\(reason)")
        }

        private func create(_ bed: VolumeBed) async throws -> String {
            var wanted = GlusterVolumeRepresentation()
            wanted.name = "plain"
            wanted.type = "replicate"
            wanted.replicaCount = 3
            wanted.bricks = bed.bricks("a")
            wanted.options = [OptionRepresentation(name: "features.shard", value: "on")]
            var bad = wanted
            bad.bricks?[1].directory = "/root/brick"
            let refused = bad
            let reason = try await bed.refusal { _ = try await $0.add(refused, to: bed.volumes) }
            #expect(reason.contains("root file system"), "\(reason)")
            let asked = wanted
            let made = try await bed.cluster.reporting {
                try await bed.cluster.connected { try await $0.add(asked, to: bed.volumes).content }
            }
            #expect(made.status == "down" && made.replicaSet == nil)
            let volume = "\(bed.volumes)/\(try #require(made.id))"
            try await bed.perform("start", on: volume)
            #expect(try await bed.bricks(of: volume).map(\.status) == ["up", "up", "up"])
            return volume
        }

        private func extend(_ volume: String, _ bed: VolumeBed) async throws {
            let wanted = bed.bricks("b")
            let added = try await bed.cluster.reporting {
                try await bed.cluster.connected { try await $0.add(all: wanted, to: "\(volume)/glusterbricks") }
            }
            #expect(added.count == 3)
            try await bed.perform("rebalance", on: volume) { $0.force = true }
            let now = try await bed.cluster.connected { try await $0.get(GlusterVolumeRepresentation.self, at: volume) }
            #expect(now.type == "distributed_replicate" && now.task?.status == "completed")
            #expect((now.task?.files ?? 0) > 0)
        }

        /// On another host than that of the files, started by nobody of Mortar's.
        private func expectRefusalsUnderAVM(_ volume: String, _ bed: VolumeBed) async throws {
            try await bed.mount(on: "h2")
            try await bed.startStranger(on: "h2")
            let bricks = try await bed.bricks(of: volume).suffix(3)
            for verb in ["rebalance", "stop", "glusterbricks/migrate"] {
                let reason = try await bed.refusal { client in
                    var action = ActionRepresentation()
                    action.force = true
                    action.bricks = Array(bricks)
                    _ = try await client.perform(verb, on: volume, action)
                }
                #expect(reason.hasPrefix("conflict") && reason.contains("stranger on h2"), "\(verb): \(reason)")
            }
            try await bed.run("virsh", ["destroy", "stranger"], on: "h2")
            try await bed.run("rm", ["\(VolumeBed.mountPoint)/stranger.raw"], on: "h2")
            try await bed.unmount(on: "h2")
        }

        /// The older bricks go: those that are left have other numbers than places from then on.
        private func shrink(_ volume: String, _ bed: VolumeBed) async throws {
            let leaving = try await bed.bricks(of: volume).prefix(3)
            let names = leaving.compactMap(\.name).joined(separator: ",")
            let reason = try await bed.refusal { try await _ = $0.remove("\(volume)/glusterbricks", ["bricks": names]) }
            #expect(reason.contains("not moved away"), "\(reason)")
            try await bed.perform("migrate", on: "\(volume)/glusterbricks") { $0.bricks = Array(leaving) }
            try await bed.cluster.reporting {
                _ = try await bed.cluster.connected {
                    try await $0.remove("\(volume)/glusterbricks", ["bricks": names])
                }
            }
            #expect(try await bed.bricks(of: volume).compactMap(\.directory) == bed.bricks("b").compactMap(\.directory))
        }

        private func replace(_ volume: String, _ bed: VolumeBed) async throws {
            let old = try #require(try await bed.bricks(of: volume).last?.id)
            let new = bed.brick("h3", "c")
            try await bed.perform("replace", on: "\(volume)/glusterbricks/\(old)") { $0.bricks = [new] }
            #expect(try await bed.bricks(of: volume).last?.directory == new.directory)
            let files = try await bed.run("ls", ["\(VolumeBed.folder)/c"], on: "h3")
            #expect(files.split(separator: "\n").count >= 31, "\(files)")
        }

        /// A brick whose disk was changed: its process is dead, and nothing is on it.
        private func reset(_ volume: String, _ bed: VolumeBed) async throws {
            let brick = try #require(try await bed.bricks(of: volume).first)
            let host = try bed.name(brick.serverID)
            let folder = try #require(brick.directory)
            try await bed.run("kill", ["-9", "\(try #require(brick.pid))"], on: host)
            try await bed.run("rm", ["-rf", folder], on: host)
            try await bed.perform("reset", on: "\(volume)/glusterbricks/\(try #require(brick.id))")
            let files = try await bed.run("ls", [folder], on: host)
            #expect(files.split(separator: "\n").count >= 31, "\(files)")
        }

        private func remove(_ volume: String, _ bed: VolumeBed) async throws {
            let reason = try await bed.refusal { _ = try await $0.perform("stop", on: volume) }
            #expect(reason.contains("mounted on h1"), "\(reason)")
            try await bed.unmount(on: "h1")
            try await bed.perform("stop", on: volume)
            _ = try await bed.cluster.connected { try await $0.remove(volume) }
            let left = try await bed.cluster.connected {
                try await $0.list(GlusterVolumeRepresentation.self, at: bed.volumes)
            }
            #expect(!left.contains { $0.name == "plain" })
        }
    }
}
