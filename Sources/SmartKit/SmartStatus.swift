/// What `smartctl` says by its exit status, a bit field (smartctl(8), EXIT STATUS).
public struct SmartStatus: OptionSet, Sendable, Hashable {
    public var rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The arguments were not understood, or the kind of device is not known.
    public static let misunderstood = SmartStatus(rawValue: 1 << 0)
    /// The device could not be opened or did not identify itself.
    public static let notOpened = SmartStatus(rawValue: 1 << 1)
    /// A command to the device failed. Often it is one for a log that the device does not have, and the rest is told.
    public static let commandFailed = SmartStatus(rawValue: 1 << 2)
    /// The device says that it is failing.
    public static let failing = SmartStatus(rawValue: 1 << 3)
    /// Attributes that predict a failure are below their thresholds now.
    public static let belowThreshold = SmartStatus(rawValue: 1 << 4)
    /// Attributes were below their thresholds in the past, or tell of age.
    public static let wasBelowThreshold = SmartStatus(rawValue: 1 << 5)
    /// There are errors in the device's log.
    public static let errorsLogged = SmartStatus(rawValue: 1 << 6)
    /// There are errors in the log of self-tests.
    public static let selfTestFailed = SmartStatus(rawValue: 1 << 7)

    /// Nothing was asked of the device.
    public static let notAsked: SmartStatus = [.misunderstood, .notOpened]
}
