/// What share of a distributed volume's files changes its replica set when sets are added and the volume is rebalanced.
///
/// DHT gives each set an equal part of the range of hash values, in the order of their names, beginning with a set that
/// depends on the directory. When there are more sets, it lays the range out anew as for a new directory, and then lets
/// two sets change parts wherever they keep more of what they had (GlusterFS, xlators/cluster/dht/src/dht-selfheal.c:
/// `dht_selfheal_layout_new_directory`, `dht_selfheal_layout_alloc_start`, `dht_selfheal_layout_maximize_overlap`). A file
/// moves when its hash value has another owner. Where sets differ in size, parts are not exchanged and more moves.
package enum HashRanges {
    /// The share of hash values with another owner, from 0 to 1, on an average over all directories.
    ///
    /// - Parameters:
    ///   - old: sets that there are; at least 1.
    ///   - new: sets that there will be; at least `old`.
    package static func movedShare(from old: Int, to new: Int) -> Double {
        let beginnings = 0..<old * new
        return beginnings.reduce(0) { $0 + movedShare(from: old, to: new, beginningAt: $1) } / Double(old * new)
    }

    private static func movedShare(from old: Int, to new: Int, beginningAt beginning: Int) -> Double {
        var parts = (0..<new).map { ($0 + beginning) % new }
        func kept(_ set: Int, _ part: Int) -> Double {
            set < old ? overlap((set + beginning) % old, of: old, with: part, of: new) : 0
        }
        for set in parts.indices {
            func gain(_ other: Int) -> Double {
                kept(set, parts[other]) + kept(other, parts[set]) - kept(set, parts[set]) - kept(other, parts[other])
            }
            let others = parts.indices.dropFirst(set + 1)
            if let best = others.max(by: { gain($0) < gain($1) }), gain(best) > 1e-12 { parts.swapAt(set, best) }
        }
        return 1 - parts.indices.reduce(0) { $0 + kept($1, parts[$1]) }
    }

    /// How much of the whole range two parts share.
    private static func overlap(_ part: Int, of old: Int, with other: Int, of new: Int) -> Double {
        let begin = max(Double(part) / Double(old), Double(other) / Double(new))
        let end = min(Double(part + 1) / Double(old), Double(other + 1) / Double(new))
        return max(0, end - begin)
    }
}
