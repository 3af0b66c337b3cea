import ArgumentParser

/// Something that is on or off.
enum Switch: String, CaseIterable, ExpressibleByArgument {
    case on, off

    init(_ isOn: Bool) { self = isOn ? .on : .off }

    var isOn: Bool { self == .on }
}
