/// How many threads heal a replica set for now, and how many do when nothing heals.
package struct HealPace: Sendable, Hashable, Codable {
    /// What its volume had before, which it gets back when all is healed.
    package var usual: Int
    /// What Mortar has set, or was about to.
    package var threads: Int

    package init(usual: Int, threads: Int) {
        self.usual = usual
        self.threads = threads
    }
}
