import HTTPSFixture
import MortarClient
import MortarModel
import OVirtAPI
import Synchronization
import Testing

@testable import MortarCommands

@Suite struct VMCreationTests {
    private let vm = {
        var vm = VMRepresentation()
        vm.name = "web"
        return vm
    }()

    @Test func whatWasMadeIsDeletedAsSoonAsItIsReleased() async throws {
        let deletions = Mutex(0)
        try await creation(failsWith: Failure(.noCapacity, "No room.")) {
            deletions.withLock { count in
                count += 1
                return count < 3 ? Failure(.conflict, "Disk web-1 is locked.") : nil
            }
        } expecting: { error in
            #expect((error as? Failure)?.message == "No room.")
        }
        #expect(deletions.withLock { $0 } == 3)
    }

    @Test func saysWhyItFailedAndWhyItIsNotGone() async throws {
        try await creation(failsWith: Failure(.noCapacity, "No room.")) {
            Failure(.toolFailed, "The volume is gone.")
        } expecting: { error in
            let failure = (error as? JobFailure)?.failure
            #expect(failure?.message == "No room.")
            #expect(failure?.cause?.contains("could not be deleted: The volume is gone.") == true)
            #expect(failure?.correction?.contains("mortar vm delete web") == true)
        }
    }

    /// A creation whose first disk cannot be made, against an engine that refuses deletions as `deletion` says.
    private func creation(
        failsWith failure: Failure, deletion: @escaping @Sendable () -> Failure?,
        expecting check: @escaping @Sendable (any Error) -> Void
    ) async throws {
        try await StubEngine.serving { request in
            switch request.method {
            case "DELETE": return try answer(deletion(), else: ActionRepresentation(status: "complete"))
            case "POST" where request.target.hasSuffix("/vms"): return try answer(nil, else: VMRepresentation(id: "1"))
            default: return try answer(failure, else: VMRepresentation(id: "1"))
            }
        } _: { stub in
            let creation = VMCreation(vm, disks: [DiskAttachmentRepresentation()], image: nil)
            do {
                try await MortarClient.connected(
                    to: ServerAddress(stub.address), trust: .authority(stub.authority), as: .token("t")
                ) { client in
                    let terminal = Terminal(write: { _ in }, complain: { _ in })
                    _ = try await Terminal.$current.withValue(terminal) {
                        try await ProgressDisplay.showing { try await creation.run(client, $0) }
                    }
                }
                Issue.record("The VM was made.")
            } catch {
                check(error)
            }
        }
    }
}

private func answer(_ failure: Failure?, else content: some Resource) throws -> StubAnswer {
    guard let failure else {
        return StubAnswer(String(decoding: try MediaType.json.encode(content), as: UTF8.self))
    }
    let fault = try MediaType.json.encode(FaultRepresentation(failure))
    return StubAnswer(status: failure.httpStatus, String(decoding: fault, as: UTF8.self))
}
