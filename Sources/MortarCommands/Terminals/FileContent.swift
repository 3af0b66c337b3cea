import Foundation
package import MortarModel

/// Files that a user names.
package enum FileContent {
    /// The whole of a text file.
    ///
    /// - Parameter what: the word for it in failures, as `cloud-init file`.
    package static func text(of path: String, what: String) throws(Failure) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(
                .invalid, "The \(what) \(path) cannot be read.", cause: error.words,
                correction: "Check the file and that it is yours to read.")
        }
    }
}

extension Error {
    /// What the system says, without Foundation's wrapping.
    var words: String {
        let wrapper = self as NSError
        let deepest = (wrapper.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? wrapper
        return deepest.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(deepest.code))) + "." : "\(self)"
    }
}
