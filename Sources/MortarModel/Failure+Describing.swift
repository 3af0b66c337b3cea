extension Failure {
    /// The failure itself, or a defect of Mortar's that carries the words of any other error.
    package init(describing error: any Error) {
        self =
            error as? Failure
            ?? Failure(
                .internal, "An error occurred that Mortar did not expect.", cause: "\(error)",
                correction: "Try again; if it stays, report it with the engine's log.")
    }
}
