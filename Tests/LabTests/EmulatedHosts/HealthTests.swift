import Foundation
import HostCommand
import LabKit
import MortarModel
import Testing

extension LabTests {
    @Suite struct HealthTests {
        /// The two facts of interest in what `smartctl --json --all` prints.
        private struct Report: Decodable {
            struct Log: Decodable {
                var warning: Int
                enum CodingKeys: String, CodingKey { case warning = "critical_warning" }
            }
            struct Status: Decodable { var passed: Bool }

            var log: Log
            var status: Status

            enum CodingKeys: String, CodingKey {
                case log = "nvme_smart_health_information_log"
                case status = "smart_status"
            }
        }

        private func report(of device: String, on host: EmulatedHost) async throws -> Report {
            let output = try await host.commands.run(Command("smartctl", ["--json", "--all", device]))
            return try JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8))
        }

        @Test func anNVMeDiskThatWarnsIsSeenToWarn() async throws {
            try await EmulatedHost.withOne { host in
                let device = try await host.addNVMe(serial: "N1", size: .gibibytes(2))
                var report = try await report(of: device, on: host)
                #expect(report.log.warning == 0)
                #expect(report.status.passed)
                try host.setCriticalWarning(4, ofNVMe: "N1")
                report = try await self.report(of: device, on: host)
                #expect(report.log.warning == 4)
                #expect(!report.status.passed)
            }
        }
    }
}
