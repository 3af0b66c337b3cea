extension BuildCache {
    /// The path of a base tree; built first if it is not there.
    func baseTree(_ recipe: BaseRecipe, report: any LabReport) async throws -> String {
        try await path(recipe.folderName) { folder in
            try await BaseBuild(recipe: recipe, folder: folder, runner: runner, report: report).run()
        }
    }
}
