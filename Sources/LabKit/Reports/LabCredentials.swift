/// How to reach the cluster that is deployed in a lab.
package struct LabCredentials: Hashable, Sendable, Encodable {
    package var url: String
    /// A copy of the cluster's CA certificate on this machine; nil when there is none to be had yet.
    package var caFile: String?
    package var username: String
    package var password: String
    package var sshKey: String

    enum CodingKeys: String, CodingKey {
        case url
        case caFile = "ca_file"
        case username, password
        case sshKey = "ssh_key"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
        // Written as null, so that scripts find the key either way.
        try container.encode(caFile, forKey: .caFile)
        try container.encode(username, forKey: .username)
        try container.encode(password, forKey: .password)
        try container.encode(sshKey, forKey: .sshKey)
    }
}
