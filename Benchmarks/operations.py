"""What is measured of a disk, and what was found."""
import dataclasses
import statistics

MIB = 1 << 20
# Requests under way at a time where it is not one.
DEPTH = 8


@dataclasses.dataclass(frozen=True)
class Operation:
    """As fio and the guest's iobench call it; block in bytes; depth is how many requests are under way at a time."""

    name: str
    block: int
    depth: int = 1

    @property
    def is_random(self):
        return self.name.startswith("rand")

    @property
    def is_write(self):
        return self.name.endswith("write")

    @property
    def title(self):
        order = "random" if self.is_random else "sequential"
        what = "write and fsync" if self.is_write else "read"
        return f"{order} {what}, {self.block >> 10} KiB" + (f", {self.depth} at a time" if self.depth > 1 else "")

    def told(self, rate):
        """A rate of requests per second in words."""
        return f"{rate * self.block / MIB:.0f} MiB/s" if self.block > 4096 else f"{rate:.0f} /s"


OPERATIONS = (
    Operation("read", 256 << 10), Operation("read", 256 << 10, DEPTH), Operation("randread", 4 << 10),
    Operation("randread", 4 << 10, DEPTH), Operation("write", 256 << 10), Operation("randwrite", 4 << 10))


@dataclasses.dataclass(frozen=True)
class Figures:
    """Requests per second of one operation, one of each in every round."""

    raw: list = dataclasses.field(default_factory=list)
    qemu: list = dataclasses.field(default_factory=list)
    vm: list = dataclasses.field(default_factory=list)

    @property
    def ratio(self):
        """The median of the rounds' ratios: what else goes on on the machine meets both of a round."""
        return statistics.median(vm / raw for vm, raw in zip(self.vm, self.raw))

    @property
    def ratio_of_qemu(self):
        """The same of QEMU without a guest."""
        return statistics.median(qemu / raw for qemu, raw in zip(self.qemu, self.raw))
