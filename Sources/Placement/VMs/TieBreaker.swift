import MortarModel

/// Decides between hosts that suit a VM equally well: by chance, and the same way every time.
struct TieBreaker: Sendable {
    private let salts: [UInt64]
    private let seed: UInt64

    init(_ hosts: [HostID], seed: UInt64) {
        salts = hosts.map { Self.hash($0.rawValue) }
        self.seed = seed
    }

    /// The place with the largest score.
    func best(of places: [Int], by scores: [Double], for vm: VMID) -> Int? {
        guard var best = places.first else { return nil }
        let salt = Self.hash(vm.rawValue) ^ seed
        for place in places.dropFirst() where scores[place] >= scores[best] {
            let isTied = scores[place] == scores[best]
            if !isTied || SplitMix.mix(salts[place] ^ salt) > SplitMix.mix(salts[best] ^ salt) { best = place }
        }
        return best
    }

    /// FNV-1a, which is the same in every process.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
