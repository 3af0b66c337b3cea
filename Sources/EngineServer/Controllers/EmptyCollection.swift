import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Collections of a VM that oVirt's clients read and that Mortar has nothing in.
enum EmptyCollection {
    private static let tags = [
        "affinitylabels": "affinity_labels", "cdroms": "cdroms", "graphicsconsoles": "graphics_consoles",
        "hostdevices": "host_devices", "nics": "nics", "snapshots": "snapshots", "tags": "tags",
        "watchdogs": "watchdogs",
    ]

    static func endpoint(_ name: String) -> Endpoint {
        Endpoint(.get, "vms/:id/\(name)") { request, engine in
            _ = try engine.inventory.vms.required(request.id() as VMID)
            let tag = tags[name] ?? name
            let text = request.accepted == .xml ? "<\(tag)/>" : "{}"
            return APIAnswer(bytes: Array(text.utf8), type: request.accepted.contentType, status: .ok)
        }
    }
}
