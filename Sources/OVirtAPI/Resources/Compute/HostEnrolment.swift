package import MortarModel

/// How a host becomes a member; elements of the host itself in the request that adds it and in its answer.
package struct HostEnrolment: Representation {
    /// Never in an answer.
    package var rootPassword: String?
    package var ssh: SSHRepresentation?
    /// Mortar's own: the certificate request of an agent that is installed already, in PEM.
    package var certificateRequest: String?
    /// Mortar's own, in the answer: the agent's certificate, in PEM.
    package var certificate: String?
    /// Mortar's own, in the answer: whom the agent shall trust, in PEM.
    package var caCertificate: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("root_password", &rootPassword)
        try coder.object("ssh", &ssh)
        try coder.value("certificate_request", &certificateRequest)
        var content = certificate.map(CertificateRepresentation.init(content:))
        try coder.object("certificate", &content)
        certificate = content?.content
        try coder.value("ca_certificate", &caCertificate)
    }
}

/// How a host is reached for its installation.
package struct SSHRepresentation: Representation {
    package enum Authentication: String, Sendable, CaseIterable {
        case password, publickey
    }

    package var authentication: Authentication?
    package var port: Int?
    package var user: Reference?
    package var publicKey: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.choice("authentication_method", &authentication)
        try coder.value("port", &port)
        try coder.object("user", &user)
        try coder.value("public_key", &publicKey)
    }
}

/// A certificate in PEM.
package struct CertificateRepresentation: Representation {
    package var content: String?

    package init() {}

    package init(content: String) {
        self.content = content
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("content", &content)
    }
}
