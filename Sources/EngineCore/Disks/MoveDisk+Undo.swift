import AgentAPI
import HashTreeCollections
import MortarModel

extension MoveDisk {
    /// Ends the copy and finds out which image counts.
    static func settle(_ this: inout Self, _ context: EngineContext) async throws {
        context.store.observe { [id = this.disk.id] in $0.diskCopies[id] = nil }
        if context.inventory.disks[this.disk.id]?.replicaSetID == this.target {
            this.place = .target
            return
        }
        if this.place == .target { return }
        this.place = .unknown
        this.place = try await DiskCopyEnd(move: this, context: context).settle()
    }

    static func deleteNewImage(_ this: inout Self, _ context: EngineContext) async throws {
        let disk = context.inventory.disks[this.disk.id]
        guard this.place == .source, disk?.replicaSetID != this.target else { return }
        try await context.anyPoolAgent().deleteImage(try context.inventory.copyRequest(for: this).target)
    }

    static func release(_ this: inout Self, _ context: EngineContext) async throws {
        switch this.place {
        case .source: try await free(this, as: .ok, context)
        case .unknown: try await free(this, as: .illegal, context)
        case .target:
            try await commit(&this, context)
            try await deleteOldImage(&this, context)
        }
    }

    /// A disk that may be either of two images keeps both of them.
    private static func free(_ this: Self, as status: DiskStatus, _ context: EngineContext) async throws {
        let (id, target) = (this.disk.id, this.target)
        try await context.store.change { inventory in
            guard let disk = inventory.disks[id], disk.status == .locked, disk.movingSetID == target else { return }
            inventory.disks[id]?.status = status
            inventory.disks[id]?.isMoveCancelled = nil
            if status == .ok { inventory.disks[id]?.movingSetID = nil }
        }
    }
}
