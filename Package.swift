// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "mortar",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Layer 0: words
        .target(name: "MortarModel"),

        // Layer 1: mechanisms that know nothing of VMs, and pure rules
        .target(name: "AptKit", dependencies: ["HostCommand"]),
        .target(name: "BlockDeviceKit", dependencies: ["HostCommand"]),
        .target(name: "Certificates", dependencies: [.asn1, .crypto, .nioSSL, .system, .x509]),
        .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt", providers: [.apt(["libvirt-dev"])]),
        .target(name: "Concurrency"),
        .target(name: "ConnectionLiveness", dependencies: [.nioCore]),
        .target(name: "DomainXML", dependencies: ["MortarModel"]),
        .target(name: "GlusterKit", dependencies: ["HostCommand"]),
        .target(name: "HTTPServing", dependencies: [.hummingbird, .nioCore, .serviceLifecycle]),
        .target(name: "HostCommand", dependencies: [.subprocess, .system]),
        .target(name: "HostCommandTesting", dependencies: ["HostCommand"]),
        .target(name: "HostNetworkKit", dependencies: ["HostCommand"]),
        .target(name: "LibvirtKit", dependencies: ["CLibvirt"]),
        .target(name: "Placement", dependencies: ["MortarModel"]),
        .target(name: "SmartKit", dependencies: ["HostCommand"]),
        .target(name: "SystemdKit", dependencies: ["HostCommand", .logging]),
        .target(name: "Workflow", dependencies: ["MortarModel"]),

        // Layer 2: edges
        .target(name: "AgentAPI", dependencies: ["ConnectionLiveness", "MortarModel", .nioCore]),
        .target(
            name: "AgentClient",
            dependencies: [
                "AgentAPI", "Certificates", "Concurrency", "MortarModel", .asyncHTTPClient, .nioCore, .nioHTTP1,
                .nioSSL,
            ]),
        .target(
            name: "MortarClient",
            dependencies: [
                "ConnectionLiveness", "MortarModel", "OVirtAPI", .asyncHTTPClient, .nioCore, .nioFileSystem, .nioHTTP1,
                .nioPosix, .nioSSL, .system,
            ]),
        .target(name: "MortarStore", dependencies: [.grdb]),
        .target(name: "OVirtAPI", dependencies: ["MortarModel"]),

        // Layer 3: programs as libraries
        .target(
            name: "AgentCore",
            dependencies: [
                "AgentAPI", "AptKit", "BlockDeviceKit", "Certificates", "Concurrency", "DomainXML", "GlusterKit",
                "HostCommand", "HostNetworkKit", "LibvirtKit", "MortarModel", "SmartKit", "SystemdKit", .logging,
                .nioCore, .system,
            ]),
        .target(
            name: "AgentServer",
            dependencies: [
                "AgentAPI", "Certificates", "HTTPServing", "MortarModel", .httpTypes, .hummingbird, .hummingbirdCore,
                .hummingbirdTLS, .logging, .nioCore, .nioSSL, .serviceLifecycle, .yams,
            ]),
        .target(
            name: "Deployment",
            dependencies: [
                "BlockDeviceKit", "Concurrency", "GlusterKit", "HostCommand", "HostNetworkKit", "MortarClient",
                "MortarModel", "OVirtAPI",
            ]),
        .target(
            name: "EngineCommands",
            dependencies: [
                "AgentAPI", "AgentClient", "Certificates", "EngineCore", "EngineServer", "MortarModel", "MortarStore",
                "SystemdKit", .argumentParser, .logging, .serviceLifecycle, .unixSignals,
            ]),
        .target(
            name: "EngineCore",
            dependencies: [
                "AgentAPI", "Concurrency", "MortarModel", "MortarStore", "Placement", "Workflow", .crypto,
                .cryptoExtras, .hashTrees,
                .logging, .nioCore,
            ]),
        .target(
            name: "EngineServer",
            dependencies: [
                "AgentAPI", "Certificates", "ConnectionLiveness", "EngineCore", "HTTPServing", "MortarModel",
                "OVirtAPI", "Placement", "Workflow",
                .hashTrees, .httpTypes, .hummingbird, .hummingbirdCore, .hummingbirdTLS, .logging, .nioCore, .nioSSL,
                .serviceLifecycle,
            ]),
        .target(
            name: "LabKit", dependencies: ["HostCommand", "MortarModel"],
            resources: [
                "EmulatedHostFiles/start.sh", "GuestFiles/dhcp.sh", "GuestFiles/init.sh", "GuestFiles/inittab",
                "GuestFiles/iobench.c", "GuestFiles/login.sh", "GuestFiles/network.awk", "GuestFiles/probe.c",
                "GuestFiles/syslinux.cfg", "HostFiles/smartctl.sh",
            ].map { .embedInCode($0) }),
        .target(
            name: "MortarCommands",
            dependencies: [
                "Deployment", "HostNetworkKit", "MortarClient", "MortarModel", "OVirtAPI", .argumentParser, .nioCore,
                .yams,
            ]),
        .target(name: "SimulatedAgent", dependencies: ["AgentAPI", "MortarModel", .nioCore]),

        // Layer 4: executables
        .executableTarget(
            name: "mortar-simulation",
            dependencies: [
                "AgentAPI", "EngineCore", "EngineServer", "MortarModel", "MortarStore", "Placement", "SimulatedAgent",
                .argumentParser, .hashTrees, .logging, .serviceLifecycle, .unixSignals,
            ]),
        .executableTarget(
            name: "mortar", dependencies: ["EngineCommands", "MortarCommands", "MortarModel", .argumentParser]),
        .executableTarget(
            name: "mortar-agent",
            dependencies: [
                "AgentCore", "AgentServer", "Certificates", "HostCommand", "MortarModel", "SystemdKit",
                .argumentParser, .logging, .serviceLifecycle, .unixSignals,
            ]),
        .executableTarget(name: "mortar-lab", dependencies: ["HostCommand", "LabKit", "MortarModel", .argumentParser]),

        // Tests
        .testTarget(
            name: "AgentCoreTests",
            dependencies: [
                "AgentAPI", "AgentCore", "BlockDeviceKit", "Certificates", "GlusterKit", "HostCommand",
                "HostCommandTesting", "LibvirtKit", "MortarModel", "SmartKit", .logging, .nioCore, .system,
            ]),
        .testTarget(
            name: "AgentClientTests",
            dependencies: [
                "AgentAPI", "AgentClient", "AgentServer", "Certificates", "HostCommand", "MortarModel", .logging,
                .nioCore, .serviceLifecycle,
            ]),
        .testTarget(name: "AgentServerTests", dependencies: ["AgentServer", "Certificates", "MortarModel", .logging]),
        .testTarget(name: "AptKitTests", dependencies: ["AptKit", "HostCommand", "HostCommandTesting"]),
        .testTarget(name: "ArchitectureTests", dependencies: ["HostCommand"]),
        .testTarget(
            name: "BlockDeviceKitTests", dependencies: ["BlockDeviceKit", "HostCommand", "HostCommandTesting"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "CertificatesTests", dependencies: ["Certificates", "HostCommand"]),
        .testTarget(name: "ConcurrencyTests", dependencies: ["Concurrency"]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["HostCommand", "MortarClient", "MortarModel", "OVirtAPI", "mortar-simulation"],
            exclude: ["gluster_sdk.py", "ovirt_sdk.py", "sdk_script.py"]),
        .testTarget(
            name: "DeploymentTests",
            dependencies: ["BlockDeviceKit", "Deployment", "HostNetworkKit", "MortarModel", "OVirtAPI"]),
        .testTarget(name: "DomainXMLTests", dependencies: ["DomainXML", "MortarModel"]),
        .testTarget(
            name: "EngineCoreTests",
            dependencies: [
                "AgentAPI", "EngineCore", "MortarModel", "MortarStore", "Placement", "SimulatedAgent", "Workflow",
                .hashTrees, .logging, .nioCore,
            ]),
        .testTarget(
            name: "EngineServerTests",
            dependencies: [
                "AgentAPI", "EngineCore", "EngineServer", "MortarModel", "MortarStore", "SimulatedAgent",
                .hashTrees, .httpTypes, .hummingbird, .hummingbirdTesting, .logging, .nioCore,
            ]),
        .testTarget(
            name: "GlusterKitTests", dependencies: ["GlusterKit", "HostCommand", "HostCommandTesting"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "HostCommandTests", dependencies: ["HostCommand"]),
        .testTarget(name: "HostNetworkKitTests", dependencies: ["HostCommandTesting", "HostNetworkKit"]),
        .target(
            name: "HTTPSFixture",
            dependencies: [
                "Certificates", .httpTypes, .hummingbird, .hummingbirdCore, .hummingbirdTLS, .logging, .nioCore,
                .nioSSL, .serviceLifecycle,
            ],
            path: "Tests/HTTPSFixture"),
        .testTarget(name: "LabKitTests", dependencies: ["HostCommand", "LabKit", "MortarModel"]),
        .testTarget(
            name: "LabTests",
            dependencies: [
                "AgentAPI", "AgentCore", "BlockDeviceKit", "Concurrency", "HostCommand", "HostNetworkKit", "LabKit",
                "MortarClient", "MortarModel", "OVirtAPI", "Placement", "SmartKit", "mortar", "mortar-agent",
                "mortar-lab", .logging,
                .nioCore,
            ]),
        .testTarget(name: "LibvirtKitTests", dependencies: ["LibvirtKit"]),
        .testTarget(
            name: "MortarClientTests",
            dependencies: ["HTTPSFixture", "MortarClient", "MortarModel", "OVirtAPI", .nioCore]),
        .testTarget(
            name: "MortarCommandsTests",
            dependencies: [
                "AgentAPI", "EngineCore", "EngineServer", "HTTPSFixture", "MortarClient", "MortarCommands",
                "MortarModel", "MortarStore", "OVirtAPI", "SimulatedAgent", .argumentParser, .hashTrees,
                .hummingbird, .logging, .nioCore,
            ]),
        .testTarget(name: "MortarModelTests", dependencies: ["MortarModel"]),
        .testTarget(name: "MortarStoreTests", dependencies: ["MortarStore"]),
        .testTarget(name: "OVirtAPITests", dependencies: ["MortarModel", "OVirtAPI"]),
        .testTarget(name: "PlacementTests", dependencies: ["MortarModel", "Placement"]),
        .testTarget(
            name: "SmartKitTests", dependencies: ["HostCommand", "HostCommandTesting", "SmartKit"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "SystemdKitTests", dependencies: ["HostCommand", "HostCommandTesting", "SystemdKit", .logging]),
        .testTarget(name: "WorkflowTests", dependencies: ["MortarModel", "Workflow"]),
    ]
)

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let hashTrees = product(name: "HashTreeCollections", package: "swift-collections")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioFileSystem = product(name: "_NIOFileSystem", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let system = product(name: "SystemPackage", package: "swift-system")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let x509 = product(name: "X509", package: "swift-certificates")
    static let yams = product(name: "Yams", package: "Yams")
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
