/// By what a brick is known to be Mortar's, whoever looks at the device.
package enum BrickMarks {
    /// The label of its file system; XFS takes at most 12 characters.
    package static let label = "mortar-brick"
    /// The name of its volume group, where it has one, begins like this.
    package static let volumeGroupPrefix = "mortar-"
}
