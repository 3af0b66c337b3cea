import ArgumentParser
import OVirtAPI

/// What can be set of bringing VMs back to their disks.
struct LocalitySettings: ParsableArguments {
    @Option(help: "Whether VMs are brought back to hosts that have their disks, or that is only proposed.")
    var locality: LocalityChoice?

    @Option(help: ArgumentHelp("How long a VM is left where it is before that, as 60s.", valueName: "time"))
    var localityPatience: TimeLimit?

    @Option(help: ArgumentHelp("How many VMs are moved at a time.", valueName: "count"))
    var localityMoves: Int?

    /// Nil where nothing of it is to be changed.
    var policy: LocalityPolicyRepresentation? {
        if locality == nil, localityPatience == nil, localityMoves == nil { return nil }
        var policy = LocalityPolicyRepresentation()
        policy.mode = locality
        policy.patience = localityPatience?.seconds
        policy.maximumMoves = localityMoves
        return policy
    }
}

extension ClusterRepresentation {
    /// What becomes of VMs that run where their disks are not, from now on.
    var localitySentence: String {
        let patience = TimeLimit(seconds: locality?.patience ?? 0)
        switch locality?.mode {
        case .auto:
            return "VMs of cluster \(name ?? "") are brought back to their disks after \(patience), at most"
                + " \(locality?.maximumMoves ?? 0) at a time."
        case .propose:
            return "For VMs of cluster \(name ?? "") a way back to their disks is proposed after \(patience)."
        case .off, nil: return "VMs of cluster \(name ?? "") stay where they are."
        }
    }
}

extension LocalityChoice: ExpressibleByArgument {}
