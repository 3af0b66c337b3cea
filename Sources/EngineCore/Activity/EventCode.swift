/// The codes of events: oVirt's audit log types where it has one, numbers from 20,000 on where it has none.
package enum EventCode: Int, Sendable, CaseIterable {
    case hostFailed = 12
    case hostUp = 13
    case loggedIn = 30
    case vmStarted = 32
    case vmStopped = 33
    case vmAdded = 53
    case vmStartFailed = 54
    case vmDown = 61
    case hostAdded = 42
    case hostAddFailed = 49
    case vmRemoved = 113
    case vmPaused = 1025
    case diskAdded = 2021
    case diskFailed = 2022
    case diskRemoved = 2014
    case storageDomainAdded = 956
    case storageDomainAddFailed = 957
    case brickDown = 4151
    case brickUp = 4086
    case engineStarted = 20_000
    case plainBricks = 20_001
    case healNeeded = 20_002
    case healDone = 20_003
    case unreadableDocument = 20_004
    case workflowFailed = 20_005
    case storageDomainRemoved = 20_006
    case vmStopFailed = 20_007
    case leftoversRemoved = 20_008
    case healStalled = 20_010
    case healResumed = 20_011
    case splitBrainResolved = 20_012
    case splitBrainUndecided = 20_013
}
