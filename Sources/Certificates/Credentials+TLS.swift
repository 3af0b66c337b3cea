package import NIOSSL

extension Credentials {
    /// TLS for a server whose clients must bring a certificate of the same authority.
    ///
    /// Clients are known by the authority's signature and by their role, which the server still has to look at; not
    /// by where they call from.
    package func mutualTLSServer() throws -> TLSConfiguration {
        var configuration = try server()
        configuration.trustRoots = .certificates([try NIOSSLCertificate(authority)])
        configuration.certificateVerification = .noHostnameVerification
        configuration.minimumTLSVersion = .tlsv13
        return configuration
    }

    /// TLS for a client that shows this certificate and accepts servers of the same authority under any name: the
    /// client still has to look at the server's key.
    package func mutualTLSClient() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = [.certificate(try NIOSSLCertificate(certificate))]
        configuration.privateKey = .privateKey(try privateKey())
        configuration.trustRoots = .certificates([try NIOSSLCertificate(authority)])
        configuration.certificateVerification = .noHostnameVerification
        configuration.minimumTLSVersion = .tlsv13
        return configuration
    }

    /// TLS for a server that everybody may connect to.
    package func publicTLSServer() throws -> TLSConfiguration {
        var configuration = try server()
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private func server() throws -> TLSConfiguration {
        TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(certificate))],
            privateKey: .privateKey(try privateKey()))
    }

    private func privateKey() throws -> NIOSSLPrivateKey {
        try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem)
    }
}

extension NIOSSLCertificate {
    fileprivate convenience init(_ certificate: IdentityCertificate) throws {
        try self.init(bytes: Array(certificate.pem().utf8), format: .pem)
    }
}
