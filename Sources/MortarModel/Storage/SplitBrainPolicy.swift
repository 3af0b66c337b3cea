/// What decides which version of a file in split-brain is right, where GlusterFS cannot tell.
package enum SplitBrainPolicy: String, Sendable, Hashable, Codable, CaseIterable {
    /// What most bricks agree on; a person decides where they do not.
    case majority
    /// What was written last, by the hosts' clocks. What only the others were given is lost.
    case newest
    /// A person.
    case manual
}
