package import HostCommand

/// The image of emulated hosts, built once and cached.
package struct EmulatedHostImages: Sendable {
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

    /// The image; built first if it is not there, which takes about half a minute, and some more for a base tree.
    ///
    /// Throws a `Failure` before any change when the caller is not root or a program is missing.
    package func image() async throws -> EmulatedHostImage {
        try MachineChecks.requireRoot()
        try MachineChecks.requireTools(MachineChecks.labTools.merging(MachineChecks.emulationTools) { $1 })
        let recipe = BaseRecipe()
        let cache = BuildCache(folder: places.cache, runner: runner)
        let base = try await cache.baseTree(recipe, report: report)
        let folder = try await cache.path(name(for: recipe)) { folder in
            try await EmulatedHostBuild(
                baseTree: base, image: EmulatedHostImage(folder: folder),
                bootFolder: "\(places.emulatedHosts)/build", runner: runner, report: report
            ).run()
        }
        return EmulatedHostImage(folder: folder)
    }

    /// A memory image is good for the QEMU that has written it only.
    private func name(for recipe: BaseRecipe) async throws -> String {
        let version = try await runner.output(of: Command(Emulator.program, ["--version"]))
        let files = EmulatedHostFiles.files(authorizedKey: "")
            .map { "\($0.path)\n\($0.content)" }
        let parts =
            [version, recipe.folderName, EmulatedHostFiles.start, "\(EmulatedHostBuild.layout)"] + files
            + EmulatedHostFiles.modules + EmulatedHostFiles.links.map(\.path) + Emulator.hardware
        return "emulated-\(String(fnv1a(parts.joined(separator: "\n")), radix: 16))"
    }
}
