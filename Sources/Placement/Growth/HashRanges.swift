/// What share of a distributed volume's files changes its replica set when sets are added and the volume is rebalanced.
///
/// DHT gives each set an equal part of the range of hash values, in the order of their names; when there are more sets, it
/// lays the range out anew as for a new directory, and then lets two sets change parts wherever they keep more of what
/// they had (GlusterFS, xlators/cluster/dht/src/dht-selfheal.c: `dht_selfheal_layout_new_directory`,
/// `dht_selfheal_layout_maximize_overlap`). A file moves when its hash value has another owner. Where sets differ in size
/// or weights, parts are not exchanged and more moves; so this is the least that DHT moves.
package enum HashRanges {
    /// The share of hash values with another owner, from 0 to 1.
    ///
    /// - Parameters:
    ///   - old: sets that there are; at least 1.
    ///   - new: sets that there will be; at least `old`.
    package static func movedShare(from old: Int, to new: Int) -> Double {
        var parts = Array(0..<new)
        func overlap(_ set: Int, _ part: Int) -> Double { set < old ? Self.overlap(set, old, part, new) : 0 }
        for set in parts.indices {
            func gain(_ other: Int) -> Double {
                overlap(set, parts[other]) + overlap(other, parts[set])
                    - overlap(set, parts[set]) - overlap(other, parts[other])
            }
            let others = parts.indices.dropFirst(set + 1)
            guard let best = others.max(by: { gain($0) < gain($1) }), gain(best) > 1e-12 else { continue }
            parts.swapAt(set, best)
        }
        return 1 - parts.indices.reduce(0) { $0 + overlap($1, parts[$1]) }
    }

    /// How much of the range two parts share, one of `old` parts and one of `new`.
    private static func overlap(_ part: Int, _ old: Int, _ other: Int, _ new: Int) -> Double {
        let (first, second) = (Double(part) / Double(old), Double(other) / Double(new))
        let end = min(Double(part + 1) / Double(old), Double(other + 1) / Double(new))
        return max(0, end - max(first, second))
    }
}
