import MortarModel
import Testing

@testable import OVirtAPI

@Suite struct FaultTests {
    private let failure = Failure(
        .noCapacity, "There is no space.", cause: "2 GiB are left.", correction: "Ask for less.", objects: ["disk d"])

    @Test func carriesTheWholeFailureToMortarsClient() throws {
        for media in MediaType.allCases {
            let fault = try media.decode(FaultRepresentation.self, from: media.encode(FaultRepresentation(failure)))
            #expect(fault.failure(status: failure.httpStatus) == failure)
        }
    }

    @Test func saysAllOfItToOVirtsClients() {
        let fault = FaultRepresentation(failure)
        #expect(fault.reason == "Operation Failed")
        #expect(fault.detail == "[There is no space. 2 GiB are left. Ask for less.]")
        let incomplete = FaultRepresentation(.missing("name", of: "VM", for: "add"))
        #expect(incomplete.reason == "Incomplete parameters")
        #expect(incomplete.detail == "VM [name] required for add")
    }

    @Test func understandsFaultsOfOthersByTheirStatus() {
        var fault = FaultRepresentation()
        fault.reason = "Operation Failed"
        fault.detail = "Entity not found"
        #expect(fault.failure(status: 404) == Failure(.notFound, "Entity not found", cause: "Operation Failed"))
    }
}
