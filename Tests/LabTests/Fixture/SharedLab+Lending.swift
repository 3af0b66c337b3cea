import Foundation
import HostCommand
import MortarModel
import Testing

@testable import LabKit

extension SharedLab {
    private static let places = Result { FreePlaces(try LabPlace.all) }

    /// Where the hosts' logs are put, by the test that had them.
    private static let logFolder = "\(FileManager.default.currentDirectoryPath)/build/lab-logs"

    /// Runs all tests of a lab while no other run has its places; nothing is left of another run, and nothing of this one.
    static func with(_ tests: () async throws -> Void) async throws {
        let places = try LabPlace.all
        let locks = try places.map { place in
            guard let lock = try FileLock(path: "/run/lock/mortar-lab-tests-\(place.name).lock") else {
                throw Failure(
                    .conflict, "Another run of the lab tests is under way.",
                    correction: "Wait for its end, or set MORTAR_LAB_NAME and MORTAR_LAB_SUBNET.")
            }
            return lock
        }
        defer { withExtendedLifetime(locks) {} }
        if FileManager.default.fileExists(atPath: logFolder) { try FileManager.default.removeItem(atPath: logFolder) }
        for place in places { try await place.lab.down() }
        try await tests()
    }

    /// Gives a test or a suite a place of its own, with blank hosts as it wishes; nil is without hosts.
    ///
    /// The lab stays up for a look at it, until another test needs its place, when MORTAR_LAB_KEEP is 1.
    static func lend(_ wish: LabWish?, to user: String, _ body: () async throws -> Void) async throws {
        let places = try places.get()
        let place = await places.take()
        do {
            try await $place.withValue(place) {
                if var wish {
                    wish.subnet = place.subnet
                    try await have(wish, for: user, body)
                } else {
                    try await body()
                }
            }
            await places.give(place)
        } catch {
            await places.give(place)
            throw error
        }
    }

    /// Also where the test fails, its hosts' logs are kept, and its hosts are not.
    private static func have(_ wish: LabWish, for user: String, _ body: () async throws -> Void) async throws {
        let start = ContinuousClock.now
        try await lab.down()
        var wish = wish
        wish.readOnlyBinds = [try swiftRuntime()]
        _ = try await lab.up(wish)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        try await LabLogs(lab: lab, folder: "\(logFolder)/\(user)").collect()
        if environment("MORTAR_LAB_KEEP") != "1" { try await lab.down() }
        print("\(user) had lab \(try name) for \(ContinuousClock.now - start)")
        try outcome.get()
    }

    /// The folder of Swift's libraries that this process has loaded: programs of the same build look for them there.
    private static func swiftRuntime() throws -> String {
        let maps = try #require(kernelFile("/proc/self/maps"))
        let library = try #require(maps.split(separator: "\n").first { $0.hasSuffix("/libswiftCore.so") })
        let path = String(library[library.firstIndex(of: "/")!...])
        return URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    }
}
