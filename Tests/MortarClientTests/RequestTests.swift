import Foundation
import HTTPSFixture
import MortarModel
import NIOCore
import Testing

@testable import MortarClient
@testable import OVirtAPI

@Suite struct RequestTests {
    private func job(_ status: String, step: String) -> JobRepresentation {
        var one = StepRepresentation(id: "s", job: "j")
        one.status = step
        var job = JobRepresentation(id: "j")
        job.status = status
        job.steps = [one]
        return job
    }

    @Test func throwsTheFailureThatTheEngineTellsOf() async throws {
        let told = Failure(
            .noCapacity, "No replica set has 2 GiB free.", cause: "The largest has 1 GiB.",
            correction: "Ask for at most 1 GiB.", objects: ["disk d"])
        try await StubEngine.serving { _ in
            try .fault(told)
        } _: { stub in
            await #expect(throws: told) {
                try await stub.connected(as: .token("t")) { try await $0.list(VMRepresentation.self) }
            }
        }
    }

    @Test func understandsAnswersOfOthers() async throws {
        try await StubEngine.serving { _ in
            StubAnswer(status: 502, type: "text/html", "<html>Bad gateway")
        } _: { stub in
            let failure = await #expect(throws: Failure.self) {
                try await stub.connected(as: .token("t")) { try await $0.list(VMRepresentation.self) }
            }
            #expect(failure?.message == "The server answered 502.")
        }
    }

    @Test func findsByNameAndElseById() async throws {
        try await StubEngine.serving { request in
            if request.target.contains("search=name%3D%22web%22") { return try .list([VMRepresentation(id: "1")]) }
            if request.target.contains("/vms/2") { return try .one(VMRepresentation(id: "2")) }
            if request.target.contains("search=") { return try .list([VMRepresentation]()) }
            return try .fault(Failure(.notFound, "?"))
        } _: { stub in
            try await stub.connected(as: .token("t")) { client in
                let named = try await client.find(VMRepresentation.self, called: "web", kind: "VM")
                let identified = try await client.find(VMRepresentation.self, called: "2", kind: "VM")
                #expect(named.id == "1" && identified.id == "2")
                let failure = await #expect(throws: Failure.self) {
                    try await client.find(VMRepresentation.self, called: "a/../b", kind: "VM")
                }
                #expect(failure?.message == "There is no VM “a/../b”.")
            }
            #expect(await stub.requests.last?.target == "/ovirt-engine/api/vms/a%2F..%2Fb")
        }
    }

    @Test func addsAndTellsOfTheJob() async throws {
        try await StubEngine.serving { request in
            let disk = try MediaType.json.decode(DiskRepresentation.self, from: request.body)
            #expect(disk.name == "d")
            return try .one(DiskRepresentation(id: "1"), status: 201, headers: ["Mortar-Job": "j"])
        } _: { stub in
            var disk = DiskRepresentation()
            disk.name = "d"
            let wanted = disk
            let begun = try await stub.connected(as: .token("t")) { try await $0.add(wanted) }
            #expect(begun.content.id == "1")
            #expect(begun.jobID == "j")
        }
    }

    @Test func waitsForAJobAndTellsOfEachChange() async throws {
        let states = [
            job("started", step: "started"), job("started", step: "started"), job("started", step: "finished"),
            job("finished", step: "finished"),
        ]
        let count = Counter()
        try await StubEngine.serving { _ in
            try .one(states[await count.next() - 1])
        } _: { stub in
            try await stub.connected(as: .token("t")) { client in
                var told: [JobRepresentation] = []
                let end = try await client.wait(for: "j", every: .milliseconds(1)) { told.append($0) }
                #expect(told == [states[0], states[2], states[3]])
                #expect(end == states[3])
            }
            #expect(await stub.requests.first?.target == "/ovirt-engine/api/jobs/j?follow=steps")
        }
    }

    @Test func aFailedJobThrowsWhatFailed() async throws {
        let told = Failure(.toolFailed, "The volume could not be started.", cause: "volume start: failed")
        try await StubEngine.serving { _ in
            var job = JobRepresentation(id: "j")
            job.status = "failed"
            job.fault = FaultRepresentation(told)
            return try .one(job)
        } _: { stub in
            await #expect(throws: JobFailure(failure: told)) {
                try await stub.connected(as: .token("t")) { try await $0.wait(for: "j") }
            }
        }
    }

    @Test func uploadsAFileAndTellsOfItsBytes() async throws {
        let content = [UInt8]((0..<1_500_000).map { UInt8(truncatingIfNeeded: $0) })
        let path = FileManager.default.temporaryDirectory.appending(path: "image-\(UUID())").path()
        try Data(content).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await StubEngine.serving { _ in
            try .one(DiskRepresentation(id: "d"))
        } _: { stub in
            let told = Told()
            try await stub.connected(as: .token("t")) { client in
                try await client.upload(path, toDisk: "d") { told.add($0) }
            }
            let request = await stub.requests.last
            #expect(request?.method == "PUT")
            #expect(request?.target == "/ovirt-engine/api/disks/d/image")
            #expect(request?.headers["content-type"] == "application/octet-stream")
            #expect(request?.headers["content-length"] == "1500000")
            #expect(request?.body == content)
            #expect(told.values == [524_288, 1_048_576, 1_500_000])
        }
    }

    @Test func saysThatAnImageCannotBeRead() async throws {
        try await StubEngine.serving { _ in
            try .one(DiskRepresentation(id: "d"))
        } _: { stub in
            let failure = await #expect(throws: Failure.self) {
                try await stub.connected(as: .token("t")) { try await $0.upload("/no/such/image", toDisk: "d") }
            }
            #expect(failure?.message == "The image /no/such/image cannot be read.")
            // It can be opened, and fails when its content is read.
            let late = await #expect(throws: Failure.self) {
                try await stub.connected(as: .token("t")) { try await $0.upload("/tmp", toDisk: "d") }
            }
            #expect(late?.message == "The image /tmp cannot be read.")
        }
    }

    @Test func aConsoleThatBreaksOffIsAFailureOfTheConnection() async throws {
        try await StubEngine.serving { _ in
            StubAnswer(type: "application/octet-stream", breaksOff: true, "login: ")
        } _: { stub in
            let failure = await #expect(throws: Failure.self) {
                try await stub.connected(as: .token("t")) { client in
                    for try await _ in try await client.consoleOutput(ofVM: "v", history: true) {}
                }
            }
            #expect(failure?.code == .engineUnreachable)
        }
    }

    @Test func findsNothingByAPattern() async throws {
        try await StubEngine.serving { request in
            request.target.contains("search=")
                ? try .list([VMRepresentation(id: "1")]) : try .fault(Failure(.notFound, "?"))
        } _: { stub in
            let failure = await #expect(throws: Failure.self) {
                try await stub.connected(as: .token("t")) { client in
                    try await client.find(VMRepresentation.self, called: "*", kind: "VM")
                }
            }
            #expect(failure?.code == .notFound)
        }
    }

    @Test func readsAndTypesOnTheConsole() async throws {
        try await StubEngine.serving { request in
            request.method == "GET" ? StubAnswer(type: "application/octet-stream", "login: ") : StubAnswer()
        } _: { stub in
            try await stub.connected(as: .token("t")) { client in
                var output = ByteBuffer()
                for try await buffer in try await client.consoleOutput(ofVM: "v", history: true) {
                    output.writeImmutableBuffer(buffer)
                }
                #expect(String(buffer: output) == "login: ")
                try await client.type(ByteBuffer(string: "root\r"), onConsoleOfVM: "v")
            }
            let requests = await stub.requests
            #expect(requests[0].target == "/ovirt-engine/api/vms/v/serialconsole?history=true")
            #expect(requests[1].text == "root\r")
        }
    }
}

/// Numbers told from any thread.
private final class Told: @unchecked Sendable {
    private let lock = NSLock()
    private var told: [Int64] = []

    func add(_ value: Int64) { lock.withLock { told.append(value) } }
    var values: [Int64] { lock.withLock { told } }
}
