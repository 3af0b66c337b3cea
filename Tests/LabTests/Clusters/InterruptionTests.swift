import Foundation
import HostCommand
import LabKit
import Testing

extension LabTests {
    /// Deployments that are interrupted: the same command goes on.
    @Suite(.blankHosts()) struct InterruptionTests {
        /// Those steps that leave most behind, for where there is little time.
        private static let few: Set<String> = ["Install the packages", "Make bricks", "Create volumes"]

        /// The program that deploys and the engine die at the same time, after each step once.
        ///
        /// The engine is through with its last steps before the program is back to see them: for these, blank hosts are deployed
        /// a second time.
        @Test func aDeploymentGoesOnWhereverItWasKilled() async throws {
            let everywhere: [Set<String>?] = [nil, ["Mount volumes"]]
            for chosen in SharedLab.isThorough ? everywhere : [Self.few] {
                let cluster = try await TestCluster()
                var deployment = InterruptedDeployment(cluster, onlyAfter: chosen)
                try await deployment.run(
                    interrupting: { process, _ in
                        kill(process.processIdentifier, SIGKILL)
                        // As the kernel does when memory runs out; systemd starts it again. There may be no engine yet.
                        let engine = Command("systemctl", ["kill", "--signal=KILL", "mortar-engine.service"])
                        _ = try await SharedLab.commands(on: "h1").run(engine)
                    }, mending: {})
                #expect(deployment.endings.allSatisfy { $0.status == SIGKILL })
                if let chosen { #expect(Set(deployment.steps) == chosen) } else { expectAllSteps(of: deployment) }
                try await cluster.expectStorage()
                try await cluster.destroy()
            }
        }

        /// One host after the other loses its power for a moment, after each step once, the one with the engine among them;
        /// where there is little time, after those steps only that leave most behind.
        @Test func aDeploymentGoesOnWhereverAHostRestarted() async throws {
            let cluster = try await TestCluster()
            let lab = try SharedLab.lab
            var deployment = InterruptedDeployment(cluster, onlyAfter: SharedLab.isThorough ? nil : Self.few)
            try await deployment.run(
                interrupting: { _, number in
                    let victim = SharedLab.hosts[number % SharedLab.hosts.count]
                    try await lab.setPower(of: victim, .off)
                    try await lab.setPower(of: victim, .on)
                }, mending: {})
            for ending in deployment.endings where ending.status != 0 { #expect(ending.saysWhatToDo, "\(ending)") }
            if SharedLab.isThorough {
                expectAllSteps(of: deployment)
            } else {
                #expect(Set(deployment.steps) == Self.few)
            }
            try await cluster.expectStorage()
        }

        /// A host that is to get a brick stays away until somebody brings it back.
        @Test func aDeploymentSaysWhichHostIsMissingAndUsesItsDisksAgain() async throws {
            let cluster = try await TestCluster()
            let lab = try SharedLab.lab
            var deployment = InterruptedDeployment(cluster, onlyAfter: ["Make bricks"])
            try await deployment.run(
                interrupting: { _, _ in try await lab.setPower(of: "h3", .off) },
                mending: {
                    let refused = try await cluster.run(cluster.deployArguments)
                    #expect(refused.status == 2 && refused.standardError.contains("SSH does not get in"))
                    try await lab.setPower(of: "h3", .on)
                })
            let ending = try #require(deployment.endings.first)
            #expect(ending.status == 1 && ending.saysWhatToDo, "\(ending)")
            try await cluster.expectStorage()
            try await cluster.destroy()
            try await cluster.expectNothingLeft()
        }

        private func expectAllSteps(of deployment: InterruptedDeployment) {
            let steps = [
                "Look at the hosts", "Install the packages", "Start the engine", "Enrol the agents", "Make bricks",
                "Create volumes",
            ]
            for step in steps { #expect(deployment.steps.contains(step), "\(deployment.steps)") }
        }
    }
}
