import CLibvirt

/// A list of libvirt's typed parameters, freed with this value.
struct TypedParameters: ~Copyable {
    private(set) var list: virTypedParameterPtr?
    private(set) var count: Int32
    private var capacity: Int32

    /// An empty list, to be filled.
    init() {
        list = nil
        count = 0
        capacity = 0
    }

    /// Takes over what libvirt allocated.
    init(owning list: virTypedParameterPtr?, count: Int32) {
        self.list = list
        self.count = count
        capacity = count
    }

    deinit { virTypedParamsFree(list, count) }

    mutating func add(_ name: String, _ value: String) throws {
        guard virTypedParamsAddString(&list, &count, &capacity, name, value) == 0 else { throw LibvirtError.last }
    }

    mutating func add(_ name: String, _ value: UInt64) throws {
        guard virTypedParamsAddULLong(&list, &count, &capacity, name, value) == 0 else { throw LibvirtError.last }
    }

    /// Nil where the list has no such number.
    func number(_ name: String) -> UInt64? {
        var value: UInt64 = 0
        return virTypedParamsGetULLong(list, count, name, &value) == 1 ? value : nil
    }

    /// Nil where the list has no such small number.
    func smallNumber(_ name: String) -> Int32? {
        var value: Int32 = 0
        return virTypedParamsGetInt(list, count, name, &value) == 1 ? value : nil
    }
}
