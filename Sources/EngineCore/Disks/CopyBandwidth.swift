import MortarModel

/// How fast disks may be copied.
enum CopyBandwidth {
    /// Less would take hours for the smallest of disks, all of which its VM stays where it is.
    private static let least = ByteCount.mebibytes(1)

    /// Refuses a limit that is none, or too low to be meant; nil is no limit.
    static func check(_ bandwidth: ByteCount?) throws(Failure) {
        guard let bandwidth, bandwidth < least else { return }
        throw Failure(
            .invalid, "A bandwidth of \(bandwidth) per second is too little.",
            correction: "Allow at least \(least) per second, or leave it out for no limit.")
    }
}
