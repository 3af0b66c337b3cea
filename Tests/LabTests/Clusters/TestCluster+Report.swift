import Foundation
import HostCommand
import MortarClient
import OVirtAPI

extension TestCluster {
    /// Does something; where it fails, prints what the cluster was doing, for whoever reads the test's output later.
    func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch {
            print("\(error)\n\(await engineReport())\n\(await storageReport())")
            throw error
        }
    }

    /// The same for what concerns a VM: prints how its QEMU and its guest are, too.
    func reporting<Result>(on vm: String, _ body: () async throws -> Result) async throws -> Result {
        try await reporting {
            do {
                return try await body()
            } catch {
                print(await guestReport(vm))
                throw error
            }
        }
    }

    /// What libvirt and QEMU say of a VM; the registers twice, which tell a guest that waits from one that goes round in circles.
    private func guestReport(_ vm: String) async -> String {
        let registers = ["qemu-monitor-command", vm, "--hmp", "info registers"]
        let questions = [["domstate", vm, "--reason"], ["domblkerror", vm], registers, registers]
        var answers: [String] = []
        for host in hosts {
            for question in questions {
                answers.append(await answer(on: host, Command("virsh", question)))
            }
        }
        return answers.joined(separator: "\n")
    }

    private func answer(on host: String, _ question: Command) async -> String {
        do {
            let output = try await SharedLab.commands(on: host).run(question)
            // Of the registers these are the general ones, the place and the flags.
            let lines = (output.standardOutput + output.standardError).split(separator: "\n").prefix(7)
            return "\(host): \(lines.joined(separator: "\n"))"
        } catch {
            return "\(host): \(error)"
        }
    }

    /// The replica sets, the jobs that have not ended well, with their steps, and the latest events.
    private func engineReport() async -> String {
        do {
            return try await connected { client in
                let jobs = try await client.list(JobRepresentation.self, follow: "steps")
                var sets: [String] = []
                for domain in try await client.list(StorageDomainRepresentation.self) {
                    let path = "storagedomains/\(domain.id ?? "")/replicasets"
                    sets += try await client.list(ReplicaSetRepresentation.self, at: path).map(Self.line)
                }
                let events = try await client.list(EventRepresentation.self).prefix(60).reversed()
                return (sets + jobs.filter { $0.status != "finished" }.map(Self.line) + events.map(Self.line))
                    .joined(separator: "\n")
            }
        } catch {
            return "The engine does not tell: \(error)"
        }
    }

    private static func line(_ set: ReplicaSetRepresentation) -> String {
        "replica set \(set.name ?? "?") is \(set.status ?? "?"), \(set.work?.text ?? "-"), waits for"
            + " \(set.waitsFor ?? "nothing"), heals \(set.pendingHeals?.description ?? "?")"
    }

    private static func line(_ job: JobRepresentation) -> String {
        let steps = job.steps?.map { "\($0.description ?? "?"): \($0.status ?? "?")" } ?? []
        return "job \(job.description ?? "?") is \(job.status ?? "?"): \(steps.joined(separator: ", "))"
    }

    private static func line(_ event: EventRepresentation) -> String {
        "event \(event.time?.description ?? "?") \(event.code ?? 0) \(event.description ?? "?")"
    }

    private func storageReport() async -> String {
        var answers: [String] = []
        for question in [["peer", "status"], ["volume", "info"], ["volume", "status", "all", "clients"]] {
            do {
                answers.append(try await gluster(question))
            } catch {
                answers.append("gluster \(question.joined(separator: " ")): \(error)")
            }
        }
        return answers.joined(separator: "\n")
    }
}
