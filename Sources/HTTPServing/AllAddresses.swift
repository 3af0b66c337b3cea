internal import Glibc

/// The address that stands for all addresses of a host.
package enum AllAddresses {
    /// `::`, which takes IPv4 connections as well; `0.0.0.0` on a host that has no IPv6 address, where the resolver
    /// refuses the other one.
    package static var text: String {
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo("::", nil, nil, &found) == 0 else { return "0.0.0.0" }
        freeaddrinfo(found)
        return "::"
    }
}
