import Foundation
import MortarModel
import OVirtAPI

/// What a guest's cloud-init is told: a file with the user data, or a folder with the files of a NoCloud seed.
enum CloudInitFiles {
    /// Reads `user-data`, and `meta-data` and `network-config` where a folder has them.
    static func initialization(_ path: String) throws(Failure) -> InitializationRepresentation {
        var initialization = InitializationRepresentation()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            initialization.customScript = try FileContent.text(of: path, what: "cloud-init file")
            return initialization
        }
        initialization.customScript = try FileContent.text(of: path + "/user-data", what: "cloud-init file")
        initialization.metaData = try optional(path + "/meta-data")
        initialization.networkConfig = try optional(path + "/network-config")
        return initialization
    }

    private static func optional(_ path: String) throws(Failure) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try FileContent.text(of: path, what: "cloud-init file")
    }
}
