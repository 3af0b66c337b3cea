package typealias SchedulingPolicyID = Identifier<SchedulingPolicy>

/// How hosts are chosen for a cluster's VMs: which filters count, and how much each scorer; oVirt's `SchedulingPolicy`.
package struct SchedulingPolicy: Entity {
    package static let kind = "scheduling policy"

    /// A scorer, and how much it counts.
    package struct Weight: Sendable, Hashable, Codable {
        package var unit: WeightUnit
        /// At least 1.
        package var factor: Int

        package init(_ unit: WeightUnit, factor: Int) {
            self.unit = unit
            self.factor = factor
        }
    }

    package var id: SchedulingPolicyID
    package var name: String
    /// Beside the mandatory ones, which always count.
    package var filters: Set<FilterUnit>
    package var weights: [Weight]
    package var properties: Properties

    package init(
        id: SchedulingPolicyID = SchedulingPolicyID(), name: String,
        filters: Set<FilterUnit> = Set(FilterUnit.allCases),
        weights: [Weight], properties: Properties = Properties()
    ) {
        self.id = id
        self.name = name
        self.filters = filters
        self.weights = weights
        self.properties = properties
    }

    /// The filters that count, in the order in which they are asked.
    package var activeFilters: [FilterUnit] {
        FilterUnit.allCases.filter { $0.isMandatory || filters.contains($0) }
    }

    /// Limits that scorers go by; oVirt's names and, where it has any, its values to begin with.
    package struct Properties: Sendable, Hashable, Codable {
        /// `HighUtilization`: a host whose processors are busier is over-utilized; in percent.
        package var highUtilization = 80
        /// `MaxFreeMemoryForOverUtilized`: a host with less free memory is over-utilized; in MiB.
        package var maxFreeMemoryForOverUtilized = 0
        /// `HighVmCount`: with so many VMs a host's score for their number is halved.
        package var highVMCount = 10

        package init() {}
    }
}
