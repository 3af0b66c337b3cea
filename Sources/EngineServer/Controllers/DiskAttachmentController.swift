import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// The disks of a VM.
enum DiskAttachmentController {
    static let endpoints = [
        Endpoint(.get, "vms/:id/diskattachments", run: list),
        Endpoint(.post, "vms/:id/diskattachments", run: add),
        Endpoint(.get, "vms/:id/diskattachments/:disk", run: get),
        Endpoint(.delete, "vms/:id/diskattachments/:disk", run: remove),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let vm = try inventory.vms.required(request.id())
        let follow = try request.follow("disk")
        return try .list(inventory.attachments(of: vm, follow: follow), for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (vm, disk) = try attached(request, engine.inventory)
        let follow = try request.follow("disk")
        return try .one(DiskAttachmentRepresentation(disk, of: vm, in: engine.inventory, follow: follow), for: request)
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(DiskAttachmentRepresentation.self)
        let vm = try engine.inventory.vms.required(request.id())
        guard let content = wanted.disk?.content else {
            throw Failure(
                .invalid, "Only a new disk can be attached.",
                correction: "Give the disk with its provisioned_size and storage_domains.")
        }
        let addition = try DiskService.Addition(
            content, engine.inventory, vm: vm, isBootable: wanted.isBootable ?? vm.disks.isEmpty)
        let (disk, job) = try await engine.disks.add(addition, by: request.origin)
        let answer = DiskAttachmentRepresentation(disk, of: vm, in: engine.inventory, follow: .nothing)
        var created = try APIAnswer.created(answer, at: answer.href, for: request)
        created.headers[.mortarJob] = job.id.rawValue
        return created
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (_, disk) = try attached(request, engine.inventory)
        if request.target.flag("detach_only") {
            throw Failure(
                .invalid, "A disk cannot be detached and kept yet.", correction: "Delete it with its attachment.")
        }
        let job = try await engine.disks.remove(disk.id, by: request.origin)
        return try await .ended(job, engine, for: request)
    }

    private static func attached(_ request: APIRequest, _ inventory: Inventory) throws -> (VM, Disk) {
        let vm = try inventory.vms.required(request.id())
        let disk = try inventory.disks.required(request.id("disk"))
        guard vm.disks.contains(disk.id) else {
            throw Failure(.notFound, "The disk \(disk.name) is not attached to VM \(vm.name).")
        }
        return (vm, disk)
    }
}
