import MortarModel

extension DeviceHealthRules {
    /// What the device says of itself as a whole.
    static func ownFindings(_ measurements: DeviceMeasurements) -> [HealthFinding] {
        let warning = NVMeWarning(measurements.criticalWarning ?? 0)
        var findings = warning.findings
        // smartctl says of an NVMe device that it failed whatever the warning is, also where it is only hot.
        if measurements.passed == false, !warning.explainsAll {
            findings.append(HealthFinding(HealthThresholds.selfAssessment, "It predicts its own failure."))
        }
        if !measurements.failingAttributes.isEmpty {
            let names = measurements.failingAttributes.sorted().joined(separator: ", ")
            findings.append(
                HealthFinding(HealthThresholds.failingAttributes, "Below the maker's thresholds: \(names)."))
        }
        return findings
    }

    static func temperatureFindings(_ measurements: DeviceMeasurements, isRotational: Bool) -> [HealthFinding] {
        let threshold = isRotational ? HealthThresholds.hotDisk : HealthThresholds.hotFlash
        guard let temperature = measurements.temperature, temperature >= threshold.limit else { return [] }
        return [HealthFinding(threshold, "It is hot: \(temperature) °C, of at most \(threshold.limit) °C.")]
    }
}

/// NVMe's critical warning (NVM Express Base Specification, SMART / Health Information log page, byte 0).
private struct NVMeWarning {
    private let bits: Int

    init(_ bits: Int) {
        self.bits = bits
    }

    var findings: [HealthFinding] {
        let known = Self.meanings.filter { bits & $0.bit != 0 }.map(\.finding)
        let others = bits & ~Self.meanings.reduce(0) { $0 | $1.bit }
        if others == 0 { return known }
        let text = "Its critical warning has the bits \(others), which Mortar does not know."
        return known + [HealthFinding(HealthThresholds.criticalWarning, text)]
    }

    /// Whether there is a warning and it is one that concerns no data.
    var explainsAll: Bool { bits != 0 && bits & ~(Self.hot | Self.memoryRegion) == 0 }

    private static let hot = 1 << 1
    private static let memoryRegion = 1 << 5

    private static let meanings: [(bit: Int, finding: HealthFinding)] = [
        (1 << 0, HealthFinding(HealthThresholds.criticalWarning, "It has too few spare blocks left.")),
        (hot, HealthFinding(remark: "It warns that its temperature is out of its limits.")),
        (1 << 2, HealthFinding(HealthThresholds.criticalWarning, "It warns that it is not reliable any more.")),
        (1 << 3, HealthFinding(HealthThresholds.readOnly, "It is read-only: no write succeeds any more.")),
        (1 << 4, HealthFinding(HealthThresholds.criticalWarning, "The backup of its volatile memory has failed.")),
        (memoryRegion, HealthFinding(remark: "Its persistent memory region, which Mortar does not use, has failed.")),
    ]
}
