import ArgumentParser
package import MortarModel

extension ByteCount: ExpressibleByArgument {
    /// Reads what `ByteCount(parsing:)` reads.
    package init?(argument: String) {
        self.init(parsing: argument)
    }

    package var defaultValueDescription: String { description }
}
