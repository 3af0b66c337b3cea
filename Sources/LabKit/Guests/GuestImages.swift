package import HostCommand

/// The image that virtual machines of a lab are made from, built once and cached.
package struct GuestImages: Sendable {
    let places: LabPlaces
    let runner: any CommandRunner
    let report: any LabReport

    package init(
        places: LabPlaces = LabPlaces(), runner: any CommandRunner = LocalCommands(),
        report: any LabReport = SilentReport()
    ) {
        self.places = places
        self.runner = runner
        self.report = report
    }

    /// The path of a raw disk image of at most 64 MiB; built first if it is not there, which takes some seconds.
    ///
    /// Throws a `Failure` before any change when the caller is not root or a program is missing.
    package func image() async throws -> String {
        try MachineChecks.requireRoot()
        try MachineChecks.requireTools(MachineChecks.guestTools)
        let content =
            GuestFiles.files.map { "\($0.path)\n\($0.content)" } + GuestFiles.programs.map(\.source) + [
                GuestFiles.bootLoaderSettings, "\(GuestBuild.layout)",
            ]
        let name = "guest-\(String(fnv1a(content.joined()), radix: 16))"
        let cache = BuildCache(folder: places.cache, runner: runner)
        let folder = try await cache.path(name) { folder in
            try await GuestBuild(folder: folder, runner: runner, report: report).run()
        }
        return "\(folder)/\(GuestBuild.imageName)"
    }
}
