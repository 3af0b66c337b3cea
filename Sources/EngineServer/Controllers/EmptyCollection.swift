import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Collections that oVirt's clients read and that Mortar has nothing in.
enum EmptyCollection {
    private static let tags = [
        "affinitylabels": "affinity_labels", "balances": "balances", "cdroms": "cdroms",
        "graphicsconsoles": "graphics_consoles",
        "hostdevices": "host_devices", "nics": "nics", "snapshots": "snapshots", "tags": "tags",
        "watchdogs": "watchdogs",
    ]

    static func ofVMs(_ name: String) -> Endpoint {
        Endpoint(.get, "vms/:id/\(name)") { request, engine in
            _ = try engine.inventory.vms.required(request.id() as VMID)
            return answer(name, to: request)
        }
    }

    static func ofClusters(_ name: String) -> Endpoint {
        Endpoint(.get, "clusters/:id/\(name)") { request, engine in
            _ = try engine.inventory.clusters.required(request.id() as ClusterID)
            return answer(name, to: request)
        }
    }

    static func ofSchedulingPolicies(_ name: String) -> Endpoint {
        Endpoint(.get, "schedulingpolicies/:id/\(name)") { request, engine in
            _ = try engine.inventory.requiredSchedulingPolicy(request.id())
            return answer(name, to: request)
        }
    }

    private static func answer(_ name: String, to request: APIRequest) -> APIAnswer {
        let text = request.accepted == .xml ? "<\(tags[name] ?? name)/>" : "{}"
        return APIAnswer(bytes: Array(text.utf8), type: request.accepted.contentType, status: .ok)
    }
}
