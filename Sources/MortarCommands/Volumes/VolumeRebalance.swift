import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume rebalance`
struct VolumeRebalance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebalance", abstract: "Move data of a Gluster volume to bricks that were added.",
        discussion: """
            GlusterFS does it by itself; this waits for its end. Interrupted, it goes on: --stop ends it. Refused for a \
            volume with features.shard on while VMs use it: GlusterFS has corrupted images by that.

            Examples:
              mortar volume rebalance backup
              mortar volume rebalance backup --stop
            """)

    @Flag(help: "Move nothing: only what is written from now on goes to all bricks.")
    var layoutOnly = false

    @Flag(help: "Also to bricks that have less room than those that data is on.")
    var force = false

    @Flag(help: "End the one that goes on.")
    var stop = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.perform(stop ? "stoprebalance" : "rebalance") { _ in
            var action = ActionRepresentation()
            if !stop { (action.fixesLayout, action.force) = (layoutOnly, force) }
            return action
        }
        try output.print(
            stop ? "The rebalance of volume \(target.name) is stopped." : "Volume \(target.name) is rebalanced.",
            Record())
    }
}
