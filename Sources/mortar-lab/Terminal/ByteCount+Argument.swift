import MortarModel

extension ByteCount {
    /// Reads a size as a person writes it. Throws a `Failure` that says how.
    init(argument: String) throws {
        guard let size = ByteCount(parsing: argument) else {
            throw Failure(
                .invalid, "“\(argument)” is not a size.", correction: "Give a number and a unit, as 8GiB.")
        }
        self = size
    }
}
