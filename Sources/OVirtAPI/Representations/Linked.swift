package import MortarModel

/// Another object, called by its identity or by its name, or given in full.
///
/// In full it is in requests that make it together with the one that refers to it, and in answers to `follow`.
package struct Linked<Target: Resource>: Representation {
    package var id: String?
    package var href: String?
    package var name: String?
    private var expansion: Expansion<Target>?

    package init() {}

    /// A reference for an answer.
    package init(id: String) {
        self.id = id
        href = Target.href(id)
    }

    /// A reference for a request of one who knows only the name.
    package init(name: String) {
        self.name = name
    }

    /// An object in full.
    package init(_ content: Target) {
        expansion = .content(content)
    }

    /// The object in full; nil where there is no more than the reference.
    package var content: Target? {
        if case .content(let target)? = expansion { target } else { nil }
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        if case .content(var target)? = expansion {
            try target.describe(with: &coder)
            return
        }
        coder.identity(&id, &href)
        try coder.value("name", &name)
        if coder.finds(moreThan: ["name"]) {
            var target = Target()
            try target.describe(with: &coder)
            expansion = .content(target)
        }
    }
}

/// Keeps an object out of the one that refers to it, which may be of the same type.
private indirect enum Expansion<Target: Resource>: Sendable, Equatable {
    case content(Target)
}
