/// The version of Mortar: programs, packages and the API tell the same one.
package enum ProductVersion {
    package static let current = "0.1.0"
}
