import ArgumentParser
import OVirtAPI

/// Whether a command that changes the shape of storage does it, or only shows what it would do.
struct PlanOptions: ParsableArguments {
    @Flag(name: .customLong("plan"), help: "Only show what would be done, as without --yes.")
    var plansOnly = false

    @Flag(help: "Do it.")
    var yes = false

    func validate() throws {
        if plansOnly, yes { throw ValidationError("Give either --plan or --yes.") }
    }

    /// What to do with a plan.
    static func advice(isAllowed: Bool?) -> String {
        isAllowed == false
            ? "See to the refusals, then ask again." : "Nothing is done yet: the same with --yes does it."
    }

    /// To be completed with what is to be done.
    var action: ActionRepresentation {
        var action = ActionRepresentation()
        if !yes { action.plansOnly = true }
        return action
    }
}
