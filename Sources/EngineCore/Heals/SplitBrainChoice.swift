package import AgentAPI
package import MortarModel

import struct Foundation.Date

/// By what a version of a file in split-brain is taken.
package enum SplitBrainChoice: Sendable, Hashable {
    case majority
    case newest
    case biggest
    /// That of a brick.
    case source(VolumeBrick)

    /// The number of the brick whose version is taken.
    ///
    /// Throws a `conflict` failure that says why there is none.
    package func place(of file: SplitBrain) throws(Failure) -> Int {
        let versions = file.versions
        let usable = versions.indices.filter { versions[$0].isWhole }
        switch self {
        case .majority:
            if let place = usable.first(where: { 2 * versions[$0].agreeing > versions.count }) { return place }
            throw refusal(file, "No version is what most bricks agree on.")
        case .newest:
            return try only(usable, of: file, by: { versions[$0].modified ?? .distantPast })
        case .biggest:
            return try only(usable, of: file, by: { versions[$0].size })
        case .source(let brick):
            if let place = usable.first(where: { file.places[$0].brick == brick }) { return place }
            throw refusal(file, "The brick \(brick.host):\(brick.directory) has no whole version of it.")
        }
    }

    /// The one with the most of something. Several with the same are as good as each other only if they agree.
    private func only<Value: Comparable>(
        _ places: [Int], of file: SplitBrain, by value: (Int) -> Value
    ) throws(Failure) -> Int {
        guard let most = places.map(value).max() else { throw refusal(file, "No brick has a whole version of it.") }
        let best = places.filter { value($0) == most }
        if best.count == 1 || file.versions[best[0]].agreeing >= best.count { return best[0] }
        throw refusal(file, "No version is \(self == .newest ? "newer" : "bigger") than the others.")
    }

    private func refusal(_ file: SplitBrain, _ cause: String) -> Failure {
        Failure(
            .conflict, "It cannot be told which version of \(file.path) is right.", cause: cause,
            correction: "Look at its versions with “mortar heal show”, and take one with “mortar heal resolve”.")
    }
}
