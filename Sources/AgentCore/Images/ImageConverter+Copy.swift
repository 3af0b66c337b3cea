import HostCommand
import MortarModel

extension ImageConverter {
    /// Copies the content of a raw image into a file of zeros, of which zeros stay holes, past the host's cache.
    ///
    /// - Parameter bandwidth: the most in a second; nil for as fast as it goes.
    func copy(_ source: String, to target: String, bandwidth: ByteCount?, owner: ImageOwner) async throws {
        let limit = bandwidth.map { ["-r", "\($0.bytes)"] } ?? []
        let options = ["-f", "raw", "-O", "raw", "-n", "--target-is-zero", "-S", "64k", "-T", "none", "-t", "none"]
        try await commands.output(
            of: unprivileged(
                ["qemu-img", "convert"] + options + limit + [source, target], owner, timeLimit: .hours(24 * 7)))
    }

    /// Throws unless two raw images have the same content.
    func compare(_ source: String, with target: String, owner: ImageOwner) async throws {
        try await commands.output(
            of: unprivileged(
                ["qemu-img", "compare", "-f", "raw", "-F", "raw", "-T", "none", source, target], owner,
                timeLimit: .hours(24 * 7)))
    }
}
