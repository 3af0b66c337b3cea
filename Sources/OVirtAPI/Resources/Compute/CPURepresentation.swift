package import MortarModel

/// Processors of a host, a cluster or a VM.
package struct CPURepresentation: Representation {
    package var architecture: String?
    /// The model's name, on hosts.
    package var name: String?
    /// The family that all hosts of a cluster share.
    package var type: String?
    package var topology: CPUTopology?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("architecture", &architecture)
        try coder.value("name", &name)
        try coder.value("type", &type)
        try coder.object("topology", &topology)
    }
}

/// How processors are spread; the product is their number.
package struct CPUTopology: Representation {
    package var cores: Int?
    package var sockets: Int?
    package var threads: Int?

    package init() {}

    package init(sockets: Int, cores: Int = 1, threads: Int = 1) {
        self.sockets = sockets
        self.cores = cores
        self.threads = threads
    }

    /// Logical processors; what is not said counts as 1, and nil stands for what is no number of processors.
    package var count: Int? {
        [sockets, cores, threads].reduce(1 as Int?) { product, factor in
            let factor = factor ?? 1
            guard let product, factor > 0, case (let next, false) = product.multipliedReportingOverflow(by: factor)
            else { return nil }
            return next
        }
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("cores", &cores)
        try coder.value("sockets", &sockets)
        try coder.value("threads", &threads)
    }
}
