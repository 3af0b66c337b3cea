package import MortarModel

/// How hosts are chosen for a cluster's VMs.
package struct SchedulingPolicyRepresentation: Resource {
    package static let element = "scheduling_policy"
    package static let collection = "scheduling_policies"
    package static let path = "schedulingpolicies"

    package var id: String?
    package var href: String?
    package var name: String?
    package var description: String?
    /// Whether clusters have it that nobody gave another.
    package var isDefault: Bool?
    /// Whether it cannot be changed.
    package var isLocked: Bool?
    package var properties: [PropertyRepresentation]?
    package var filters: [PolicyFilterRepresentation]?
    package var weights: [PolicyWeightRepresentation]?

    package init() {}

    package init(id: String) {
        self.id = id
        href = Self.href(id)
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("description", &description)
        coder.link("balances")
        try coder.collection("filters", at: "filters", &filters)
        try coder.collection("weight", at: "weights", &weights)
        try coder.value("default_policy", &isDefault)
        try coder.value("locked", &isLocked)
        try coder.list("properties", of: "property", &properties)
    }
}

/// A name with a value.
package struct PropertyRepresentation: Representation {
    package var name: String?
    package var value: String?

    package init() {}

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("name", &name)
        try coder.value("value", &value)
    }
}

/// A filter that a scheduling policy has; its identity is the unit's name.
package struct PolicyFilterRepresentation: Resource {
    package static let element = "filter"
    package static let collection = "filters"
    package static let path = "filters"

    package var id: String?
    package var href: String?
    package var name: String?
    /// Its place among the filters, from 0.
    package var position: Int?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("position", &position)
    }
}

/// A weight that a scheduling policy has; its identity is the unit's name.
package struct PolicyWeightRepresentation: Resource {
    package static let element = "weight"
    package static let collection = "weights"
    package static let path = "weights"

    package var id: String?
    package var href: String?
    package var name: String?
    package var factor: Int?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("factor", &factor)
    }
}
