import Testing

@testable import LibvirtKit

@Suite struct ClosedDisksTests {
    /// Names of what libvirt tells of a QEMU domain with two disks.
    private let whole: Set<String> = [
        "block.0.rd.reqs", "block.0.allocation", "block.0.capacity", "block.0.physical",
        "block.1.rd.reqs", "block.1.capacity",
    ]

    @Test func aDomainWithSizesHasItsDisks() {
        #expect(hasClosedDisk(whole.contains) == false)
    }

    @Test func aDomainThatIsCountedWithoutSizesHasNot() {
        #expect(hasClosedDisk(["block.0.rd.reqs", "block.1.rd.reqs"].contains) == true)
    }

    /// As an empty drive beside disks.
    @Test func aDiskWithoutASizeBesideOneThatHasItSaysNothing() {
        #expect(hasClosedDisk(whole.subtracting(["block.1.capacity"]).contains) == false)
    }

    /// What libvirt tells without asking QEMU, while another call is at work on the domain.
    @Test(arguments: [[], ["block.0.capacity"]]) func aBusyDomainSaysNothing(told: Set<String>) {
        #expect(hasClosedDisk(told.contains) == nil)
    }
}
