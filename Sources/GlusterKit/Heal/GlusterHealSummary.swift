/// What waits to be healed, as recorded at one brick.
public struct GlusterHealSummary: Sendable, Hashable {
    public var brick: GlusterBrick
    /// As the tool says it, `Connected` or why it could not ask the brick.
    public var status: String
    /// Entries that other bricks lack and nobody heals at the moment; nil when the brick could not be asked in full.
    public var pending: Int?
    public var splitBrain: Int?
    public var possiblyHealing: Int?
    /// All entries that are not alike on all bricks: those that wait, those in split-brain, and those being healed.
    public var total: Int?

    public var isConnected: Bool { status == "Connected" }

    init(_ element: XMLElement) throws(GlusterError) {
        let name = try element.string("name")
        guard let brick = GlusterBrick(name) else { throw element.unreadable("“\(name)” is no brick") }
        self.brick = brick
        status = try element.string("status")
        // A brick that went away in the middle has counts of what was seen until then: those are no facts.
        let isComplete = status == "Connected"
        pending = isComplete ? try element.integer("numberOfEntriesInHealPending") : nil
        splitBrain = isComplete ? try element.integer("numberOfEntriesInSplitBrain") : nil
        possiblyHealing = isComplete ? try element.integer("numberOfEntriesPossiblyHealing") : nil
        total = isComplete ? try element.integer("totalNumberOfEntries") : nil
    }
}
