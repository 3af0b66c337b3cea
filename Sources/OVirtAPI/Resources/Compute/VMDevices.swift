package import MortarModel

/// A VM's firmware.
package struct BIOS: Representation {
    package var type: String?
    package var bootMenu: EnabledRepresentation?

    package init() {}

    package init(type: String, bootMenu: Bool) {
        self.type = type
        self.bootMenu = EnabledRepresentation(bootMenu)
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.object("boot_menu", &bootMenu)
        try coder.value("type", &type)
    }
}

/// A VM's screen.
package struct Display: Representation {
    package var type: String?
    package var monitors: Int?

    package init() {}

    package init(type: String, monitors: Int) {
        self.type = type
        self.monitors = monitors
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("monitors", &monitors)
        try coder.value("type", &type)
    }
}

/// Threads of their own for a VM's disks.
package struct IOThreads: Representation {
    package var threads: Int?

    package init() {}

    package init(threads: Int) {
        self.threads = threads
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("threads", &threads)
    }
}

/// Which hosts a VM may run on.
package struct VMPlacementPolicy: Representation {
    /// `migratable`, `user_migratable` or `pinned`.
    package var affinity: String?
    /// The only ones; none for all of the cluster.
    package var hosts: [Reference]?

    package init() {}

    package init(affinity: String, hosts: [Reference]? = nil) {
        self.affinity = affinity
        self.hosts = hosts
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("affinity", &affinity)
        try coder.list("hosts", of: "host", &hosts)
    }
}

/// Where a VM gets random numbers from.
package struct RNGDevice: Representation {
    package var source: String?

    package init() {}

    package init(source: String) {
        self.source = source
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("source", &source)
    }
}

/// How users of a VM's screen are logged in.
package struct SingleSignOn: Representation {
    package var methods: [Reference]?

    package init() {}

    package init(methods: [Reference]) {
        self.methods = methods
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.list("methods", of: "method", &methods)
    }
}
