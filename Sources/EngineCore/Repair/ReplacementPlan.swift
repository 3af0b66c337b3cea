package import MortarModel
package import Placement

/// What a replacement would do, and what the guard says to it at that moment.
package struct ReplacementPlan: Sendable {
    package var replacement: ReplaceBrick
    /// What is wrong with the old brick; nil where nothing is.
    package var condition: BrickCondition?
    /// Empty where it would be begun.
    package var refusals: [GuardVerdict.Refusal]
    /// What is copied onto the new brick, as the bricks tell; an arbiter gets names and versions only.
    package var bytes: ByteCount
    /// The set's bricks that are online and keep serving meanwhile.
    package var remaining: [Brick]
}
