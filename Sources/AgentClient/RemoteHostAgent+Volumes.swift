package import AgentAPI

extension RemoteHostAgent {
    package func changeVolume(_ order: VolumeOrder) async throws {
        try await requests.call(ChangeVolumeCall(order: order))
    }

    package func volumeTask(_ volume: String) async throws -> VolumeTaskReport {
        try await requests.call(VolumeTaskCall(volume: volume))
    }

    package func volumeUse(_ volume: String) async throws -> VolumeUse {
        try await requests.call(VolumeUseCall(volume: volume))
    }

    package func directory(_ path: String) async throws -> DirectoryFacts {
        try await requests.call(DirectoryCall(directory: path))
    }
}
