import EngineServer
import Hummingbird
import HummingbirdTesting
import Testing

/// Every endpoint has its line here: a new one without a line fails the first test.
@Suite struct AuthorisationTests {
    static let open: Set<String> = [
        "POST /ovirt-engine/sso/oauth/token",
        "POST /ovirt-engine/services/sso-logout",
        "GET /ovirt-engine/services/pki-resource",
    ]

    static let closed: Set<String> = [
        "GET /ovirt-engine/api",
        "GET /ovirt-engine/api/clusters",
        "GET /ovirt-engine/api/clusters/:cluster/glustervolumes",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes",
        "GET /ovirt-engine/api/clusters/:cluster/glustervolumes/:id",
        "DELETE /ovirt-engine/api/clusters/:cluster/glustervolumes/:id",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/start",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/stop",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/setoption",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/resetoption",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/resetalloptions",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/rebalance",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/stoprebalance",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/startprofile",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/stopprofile",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks",
        "DELETE /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/migrate",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/stopmigrate",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/activate",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/:brick/replace",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/:brick/reset",
        "DELETE /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/:brick",
        "GET /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks",
        "GET /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/glusterbricks/:brick",
        "GET /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/splitbrains",
        "POST /ovirt-engine/api/clusters/:cluster/glustervolumes/:id/splitbrains/:file/resolve",
        "GET /ovirt-engine/api/clusters/:cluster/affinitygroups",
        "POST /ovirt-engine/api/clusters/:cluster/affinitygroups",
        "GET /ovirt-engine/api/clusters/:cluster/affinitygroups/:id",
        "PUT /ovirt-engine/api/clusters/:cluster/affinitygroups/:id",
        "DELETE /ovirt-engine/api/clusters/:cluster/affinitygroups/:id",
        "GET /ovirt-engine/api/clusters/:cluster/affinitygroups/:id/vms",
        "POST /ovirt-engine/api/clusters/:cluster/affinitygroups/:id/vms",
        "DELETE /ovirt-engine/api/clusters/:cluster/affinitygroups/:id/vms/:member",
        "GET /ovirt-engine/api/clusters/:cluster/affinitygroups/:id/hosts",
        "POST /ovirt-engine/api/clusters/:cluster/affinitygroups/:id/hosts",
        "DELETE /ovirt-engine/api/clusters/:cluster/affinitygroups/:id/hosts/:member",
        "GET /ovirt-engine/api/clusters/:id",
        "PUT /ovirt-engine/api/clusters/:id",
        "GET /ovirt-engine/api/clusters/:id/networks",
        "GET /ovirt-engine/api/datacenters",
        "GET /ovirt-engine/api/datacenters/:center/quotas",
        "GET /ovirt-engine/api/datacenters/:center/quotas/:id",
        "GET /ovirt-engine/api/datacenters/:id",
        "GET /ovirt-engine/api/datacenters/:id/clusters",
        "GET /ovirt-engine/api/datacenters/:id/storagedomains",
        "GET /ovirt-engine/api/datacenters/:id/storagedomains/:domain",
        "GET /ovirt-engine/api/diskprofiles",
        "GET /ovirt-engine/api/diskprofiles/:id",
        "GET /ovirt-engine/api/disks",
        "POST /ovirt-engine/api/disks",
        "GET /ovirt-engine/api/disks/:id",
        "DELETE /ovirt-engine/api/disks/:id",
        "PUT /ovirt-engine/api/disks/:id/image",
        "POST /ovirt-engine/api/storagedomains/:id/balance",
        "POST /ovirt-engine/api/storagedomains/:id/copies",
        "POST /ovirt-engine/api/storagedomains/:id/expand",
        "GET /ovirt-engine/api/storagedomains/:id/volumeoptions",
        "POST /ovirt-engine/api/storagedomains/:id/repairoptions",
        "POST /ovirt-engine/api/storagedomains/:id/shrink",
        "POST /ovirt-engine/api/disks/:id/move",
        "POST /ovirt-engine/api/disks/:id/cancelmove",
        "GET /ovirt-engine/api/events",
        "GET /ovirt-engine/api/events/:id",
        "GET /ovirt-engine/api/hosts",
        "POST /ovirt-engine/api/hosts",
        "GET /ovirt-engine/api/hosts/:id",
        "PUT /ovirt-engine/api/hosts/:id",
        "DELETE /ovirt-engine/api/hosts/:id",
        "POST /ovirt-engine/api/hosts/:id/replace",
        "POST /ovirt-engine/api/hosts/:id/deactivate",
        "POST /ovirt-engine/api/hosts/:id/activate",
        "POST /ovirt-engine/api/hosts/:id/upgrade",
        "POST /ovirt-engine/api/hosts/:id/upgradecheck",
        "GET /ovirt-engine/api/hosts/:host/blockdevices",
        "GET /ovirt-engine/api/hosts/:host/blockdevices/:id",
        "PUT /ovirt-engine/api/hosts/:host/blockdevices/:id",
        "POST /ovirt-engine/api/hosts/:host/blockdevices/:id/blink",
        "POST /ovirt-engine/api/hosts/:host/blockdevices/:id/provision",
        "POST /ovirt-engine/api/hosts/:host/blockdevices/:id/release",
        "POST /ovirt-engine/api/hosts/:host/blockdevices/:id/replace",
        "GET /ovirt-engine/api/jobs",
        "GET /ovirt-engine/api/jobs/:id",
        "GET /ovirt-engine/api/jobs/:id/steps",
        "GET /ovirt-engine/api/jobs/:id/steps/:step",
        "GET /ovirt-engine/api/macpools",
        "GET /ovirt-engine/api/macpools/:id",
        "GET /ovirt-engine/api/schedulingpolicies",
        "POST /ovirt-engine/api/schedulingpolicies",
        "GET /ovirt-engine/api/schedulingpolicies/:id",
        "DELETE /ovirt-engine/api/schedulingpolicies/:id",
        "GET /ovirt-engine/api/schedulingpolicies/:id/balances",
        "GET /ovirt-engine/api/schedulingpolicies/:id/filters",
        "GET /ovirt-engine/api/schedulingpolicies/:id/weights",
        "GET /ovirt-engine/api/storagedomains",
        "POST /ovirt-engine/api/storagedomains",
        "GET /ovirt-engine/api/storagedomains/:id",
        "PUT /ovirt-engine/api/storagedomains/:id",
        "DELETE /ovirt-engine/api/storagedomains/:id",
        "GET /ovirt-engine/api/storagedomains/:id/disks",
        "GET /ovirt-engine/api/storagedomains/:id/replicasets",
        "GET /ovirt-engine/api/tags",
        "GET /ovirt-engine/api/tags/:id",
        "GET /ovirt-engine/api/templates",
        "GET /ovirt-engine/api/templates/:id",
        "GET /ovirt-engine/api/vms",
        "POST /ovirt-engine/api/vms",
        "GET /ovirt-engine/api/vms/:id",
        "PUT /ovirt-engine/api/vms/:id",
        "DELETE /ovirt-engine/api/vms/:id",
        "POST /ovirt-engine/api/vms/:id/cancelmigration",
        "POST /ovirt-engine/api/vms/:id/migrate",
        "POST /ovirt-engine/api/vms/:id/shutdown",
        "POST /ovirt-engine/api/vms/:id/start",
        "POST /ovirt-engine/api/vms/:id/stop",
        "GET /ovirt-engine/api/vms/:id/affinitylabels",
        "GET /ovirt-engine/api/vms/:id/cdroms",
        "GET /ovirt-engine/api/vms/:id/diskattachments",
        "POST /ovirt-engine/api/vms/:id/diskattachments",
        "GET /ovirt-engine/api/vms/:id/diskattachments/:disk",
        "DELETE /ovirt-engine/api/vms/:id/diskattachments/:disk",
        "GET /ovirt-engine/api/vms/:id/graphicsconsoles",
        "GET /ovirt-engine/api/vms/:id/hostdevices",
        "GET /ovirt-engine/api/vms/:id/nics",
        "GET /ovirt-engine/api/vms/:id/placement",
        "GET /ovirt-engine/api/vms/:id/serialconsole",
        "POST /ovirt-engine/api/vms/:id/serialconsole",
        "GET /ovirt-engine/api/vms/:id/snapshots",
        "GET /ovirt-engine/api/vms/:id/tags",
        "GET /ovirt-engine/api/vms/:id/watchdogs",
    ]

    @Test func everyEndpointHasALineHereAndEveryLineAnEndpoint() {
        #expect(Set(Endpoint.all.map(\.name)) == Self.open.union(Self.closed))
    }

    @Test func onlyTheOpenOnesAreOpen() {
        #expect(Set(Endpoint.all.filter { $0.access == .anyone }.map(\.name)) == Self.open)
    }

    @Test func nobodyGetsThroughWithoutALogin() async throws {
        try await withAPI { client in
            for endpoint in Endpoint.all where endpoint.access == .user {
                let path = "/" + endpoint.path.map { $0.hasPrefix(":") ? "1" : $0 }.joined(separator: "/")
                for authorization in [nil, "Bearer nonsense", "Basic nonsense", "Digest x", "Bearer"] {
                    let status = try await client.status(endpoint.method, path, authorization: authorization)
                    #expect(status == .unauthorized, "\(endpoint.name) with \(authorization ?? "nothing")")
                }
            }
            // Once only: passwords are slow on purpose.
            let status = try await client.status(
                .get, "/ovirt-engine/api", authorization: "Basic bm86Ym9keQ==")
            #expect(status == .unauthorized)
        }
    }
}
