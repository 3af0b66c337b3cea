package import MortarModel

/// Another object, called by its identity or by its name.
package struct Reference: Representation {
    package var id: String?
    package var href: String?
    package var name: String?

    package init() {}

    package init(id: String? = nil, href: String? = nil, name: String? = nil) {
        self.id = id
        self.href = href
        self.name = name
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
    }
}
