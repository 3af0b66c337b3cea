extension Endpoint {
    /// Everything that can be asked of the API.
    package static let all: [Endpoint] = [
        AffinityGroupController.endpoints, BlockDeviceController.endpoints, ClusterController.endpoints,
        DataCenterController.endpoints,
        DiskController.endpoints,
        DiskAttachmentController.endpoints, EntryController.endpoints, EventController.endpoints,
        FixedController.endpoints,
        GlusterActionController.endpoints, GlusterBrickController.endpoints, GlusterVolumeController.endpoints,
        HostController.endpoints, JobController.endpoints,
        LoginController.endpoints, SchedulingPolicyController.endpoints, SplitBrainController.endpoints,
        StorageDomainController.endpoints,
        VMController.endpoints,
    ].flatMap(\.self)
}
