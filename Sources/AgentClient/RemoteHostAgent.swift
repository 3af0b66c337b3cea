package import AgentAPI
package import Certificates
package import MortarModel
package import NIOCore

/// A host's agent, asked over HTTPS with mutual TLS.
package struct RemoteHostAgent: HostAgent {
    let requests: AgentRequests

    /// - Parameters:
    ///   - credentials: the engine's certificate as a client.
    ///   - epoch: the number of the engine's leadership, asked at every request.
    ///
    /// Throws when the credentials cannot be used for TLS. The connections end when the last copy is gone.
    package init(
        endpoint: AgentEndpoint, credentials: Credentials, epoch: @escaping @Sendable () -> Int64
    ) throws {
        requests = AgentRequests(
            endpoint: endpoint, connections: try AgentConnections(to: endpoint, as: credentials), epoch: epoch)
    }

    // MARK: Facts

    package func facts(maxAge: Duration) async throws -> HostFacts {
        try await requests.call(FactsCall(maxAge: maxAge))
    }

    package func changes() async throws -> any AsyncSequence<HostChange, any Error> & Sendable {
        try await requests.lines(ChangesStream())
    }

    // MARK: Trusted pool

    package func setHostNames(_ names: [HostName]) async throws {
        try await requests.call(SetHostNamesCall(names: names))
    }

    package func startGluster() async throws {
        try await requests.call(StartGlusterCall())
    }

    package func stopGluster() async throws {
        try await requests.call(StopGlusterCall())
    }

    package func addPeer(_ name: String) async throws {
        try await requests.call(AddPeerCall(name: name))
    }

    package func removePeer(_ name: String) async throws {
        try await requests.call(RemovePeerCall(name: name))
    }

    package func rejoinPool(_ identity: PoolIdentity) async throws {
        try await requests.call(RejoinPoolCall(identity: identity))
    }

    // MARK: Bricks and volumes

    package func makeBrick(_ request: BrickRequest) async throws -> BrickFacts {
        try await requests.call(MakeBrickCall(request: request))
    }

    package func removeBrick(_ id: BrickID) async throws {
        try await requests.call(RemoveBrickCall(id: id))
    }

    package func wipeDevice(_ path: String) async throws {
        try await requests.call(WipeDeviceCall(device: path))
    }

    package func makeVolume(_ request: VolumeRequest) async throws {
        try await requests.call(MakeVolumeCall(request: request))
    }

    package func setVolumeOptions(_ request: VolumeOptionsRequest) async throws {
        try await requests.call(SetVolumeOptionsCall(request: request))
    }

    package func deleteVolume(_ name: String) async throws {
        try await requests.call(DeleteVolumeCall(name: name))
    }

    package func volumes() async throws -> [VolumeFacts] {
        try await requests.call(VolumesCall())
    }

    package func healSummary(volume: String) async throws -> HealSummary {
        try await requests.call(HealSummaryCall(volume: volume))
    }

    package func addBrick(_ request: BrickAddition) async throws {
        try await requests.call(AddBrickCall(request: request))
    }

    package func replaceBrick(_ request: BrickReplacement) async throws {
        try await requests.call(ReplaceBrickCall(request: request))
    }

    package func blames(volume: String) async throws -> [BrickBlames] {
        try await requests.call(BlamesCall(volume: volume))
    }

    package func connections(volume: String) async throws -> [BrickConnections] {
        try await requests.call(ConnectionsCall(volume: volume))
    }

    package func splitBrains(volume: String) async throws -> SplitBrainList {
        try await requests.call(SplitBrainsCall(volume: volume))
    }

    package func brickCopies(_ request: BrickCopiesRequest) async throws -> [BrickCopy] {
        try await requests.call(BrickCopiesCall(request: request))
    }

    package func resolveSplitBrain(_ resolution: SplitBrainResolution) async throws -> SplitBrainOutcome {
        try await requests.call(ResolveSplitBrainCall(resolution: resolution))
    }

    package func mountVolume(_ request: MountRequest) async throws {
        try await requests.call(MountVolumeCall(request: request))
    }

    package func unmountVolume(_ name: String) async throws {
        try await requests.call(UnmountVolumeCall(name: name))
    }

    package func blinkDevice(_ path: String, on: Bool) async throws {
        try await requests.call(BlinkDeviceCall(device: path, on: on))
    }

    // MARK: Images

    package func makeImage(_ request: ImageRequest) async throws {
        try await requests.call(MakeImageCall(request: request))
    }

    package func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        try await requests.upload(WriteImageUpload(request: request), content: content)
    }

    package func deleteImage(_ reference: ImageReference) async throws {
        try await requests.call(DeleteImageCall(reference: reference))
    }

    // MARK: Copies of disks

    package func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await requests.call(CopyDiskCall(request: request))
    }

    package func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await requests.call(DiskCopyCall(request: request))
    }

    package func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await requests.call(SwitchDiskCall(request: request))
    }

    package func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await requests.call(CancelDiskCopyCall(request: request))
    }

    // MARK: VMs

    package func startVM(_ request: VMRequest) async throws -> VMFacts {
        try await requests.call(StartVMCall(request: request))
    }

    package func stopVM(_ id: VMID) async throws {
        try await requests.call(StopVMCall(id: id))
    }

    package func shutDownVM(_ id: VMID) async throws {
        try await requests.call(ShutDownVMCall(id: id))
    }

    package func resumeVM(_ id: VMID) async throws -> Bool {
        try await requests.call(ResumeVMCall(id: id))
    }

    package func guestWrites() async throws -> [GuestWrites] {
        try await requests.call(GuestWritesCall())
    }

    package func vmPresence(_ id: VMID) async throws -> VMPresence {
        try await requests.call(VMPresenceCall(id: id))
    }

    package func consoleOutput(
        _ id: VMID, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        try await requests.bytes(ConsoleOutputStream(id: id, history: history))
    }

    package func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        try await requests.upload(ConsoleInputUpload(id: id), bytes: bytes)
    }
}
