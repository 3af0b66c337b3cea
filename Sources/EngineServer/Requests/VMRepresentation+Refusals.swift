import MortarModel
import OVirtAPI

extension VMRepresentation {
    /// Throws `invalid` for what would make another VM than Mortar makes.
    func refuseWhatNoVMHas() throws {
        if let template, !template.isBlank {
            throw Failure(
                .invalid, "There is no template \(template.name ?? template.id ?? "").",
                correction: "Take the template Blank, or none.")
        }
    }
}

extension InitializationRepresentation {
    /// Throws `invalid` for what cannot be told to cloud-init.
    func cloudInit() throws -> CloudInit {
        guard let customScript else {
            throw Failure(
                .invalid, "The VM's initialization has no custom_script.",
                correction: "Give cloud-init's user-data there; settings outside it are not read.")
        }
        if hostName != nil {
            throw Failure(
                .invalid, "The VM's host name cannot be set by host_name.",
                correction: "Set it in custom_script, as “hostname: web”; otherwise it is the VM's name.")
        }
        return CloudInit(userData: customScript, metaData: metaData, networkConfig: networkConfig)
    }
}

extension Reference {
    /// Whether it is the template of VMs that have none.
    fileprivate var isBlank: Bool {
        let blank = Reference.blankTemplate
        return (id ?? blank.id) == blank.id && (name ?? blank.name) == blank.name
    }
}
