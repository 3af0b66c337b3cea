/// How many threads heal a replica set for now, and how many do when nothing heals.
package struct HealPace: Sendable, Hashable, Codable {
    /// What its volume had before, which it gets back when all is healed.
    package var usual: Int
    /// What Mortar has set, or was about to.
    package var threads: Int
    /// What was set when that was written down; nil for the usual.
    package var before: Int?

    package init(usual: Int, threads: Int, before: Int? = nil) {
        self.usual = usual
        self.threads = threads
        self.before = before
    }

    /// Whether a value is one of Mortar's, or what it found.
    package func isOwn(_ value: Int) -> Bool { [threads, usual, before].contains(value) }
}
