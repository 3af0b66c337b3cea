package import AgentAPI
import MortarModel

extension SimulatedAgent {
    package func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try cluster.perform("copyDisk", at: address) { state in
            if let vm = request.vm, state.hosts[address]?.vms[vm] == nil {
                throw Failure(.conflict, "VM \(vm) does not run on this host.")
            }
            guard state.images[request.source] != nil, request.vm == nil || state.images[request.target] != nil else {
                throw Failure(.notFound, "The image is missing.")
            }
            if state.copyState(request, at: address) == .none {
                state.moving.remove(request.source)
                state.copies[request.disk] = SimulatedCopy(address: address, request: request)
                let facts = state.copyFacts(request, at: address)
                if state.brokenCopies == 0 { return facts }
                state.brokenCopies -= 1
                state.copies[request.disk] = nil
                return facts
            }
            return state.copyFacts(request, at: address)
        }
    }

    package func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try cluster.perform("diskCopy", at: address) { state in
            if state.copies[request.disk]?.address == address {
                state.copies[request.disk]?.looks += 1
                if state.copies[request.disk]?.looks == 2 { state.fill(request) }
            }
            return state.copyFacts(request, at: address)
        }
    }

    package func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try cluster.perform("switchDisk", at: address) { state in
            let before = state.copyState(request, at: address)
            guard before == .complete else {
                if before == .switched || before == .unclear { return DiskCopyFacts(before) }
                throw Failure(.conflict, "There is no complete copy of disk \(request.disk).")
            }
            state.copies[request.disk] = nil
            state.moved.insert(request.source)
            if let vm = request.vm {
                state.hosts[address]?.attached[vm]?[request.disk] = request.target
            } else {
                state.images[request.target] = state.images[request.source]
            }
            return DiskCopyFacts(.switched)
        }
    }

    package func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try cluster.perform("cancelDiskCopy", at: address) { state in
            if state.copies[request.disk]?.address == address { state.copies[request.disk] = nil }
            return DiskCopyFacts(state.copyState(request, at: address))
        }
    }
}

extension SimulatedCluster.State {
    fileprivate func copyFacts(_ request: DiskCopyRequest, at address: String) -> DiskCopyFacts {
        let size = images[request.source] ?? .zero
        let looks = min(copies[request.disk]?.looks ?? 0, 2)
        return DiskCopyFacts(
            copyState(request, at: address), copied: ByteCount(size.bytes / 2 * Int64(looks)), total: size)
    }
}
