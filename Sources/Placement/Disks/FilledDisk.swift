package import MortarModel

/// A disk with what it occupies on its replica set.
package struct FilledDisk: Sendable, Hashable {
    package var disk: PlacedDisk
    /// Bytes that moving it copies.
    package var occupied: ByteCount
    /// Nil for a disk that belongs to no VM.
    package var vm: VMID?

    package init(_ disk: PlacedDisk, occupied: ByteCount, vm: VMID? = nil) {
        self.disk = disk
        self.occupied = occupied
        self.vm = vm
    }
}
