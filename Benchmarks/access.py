"""What a VM reaches of what GlusterFS gives: by libgfapi and by FUSE, on a host with a copy of its disk and on another.

fio with its engines for libgfapi is the measure: on the same host, on an image that was made like the VM's, in turns
with the VM. QEMU without a guest is measured as well: where guests are emulated, the difference between it and the VM
is theirs.
"""
import json
import os
import statistics
import tempfile

import qemu
import with_mortar
from fio import Fio
from guest import Shell
from lab import Lab, wait_for
from operations import MIB, OPERATIONS, Figures

RATE = "400mbit"
# Behind the guest's system in the image of the first disk; random bytes, so that reads find something.
LENGTH = 256 * MIB
ROUNDS, SECONDS = 5, 1
GOAL = 0.9
ACCESSES = ("libgfapi", "fuse")


class Access:
    """A cluster with one replica set, a host more than it has bricks, a VM, and an image beside its own."""

    def __init__(self, lab, mortar, packages, fio):
        self._lab, self._fio = lab, fio
        self._cluster = with_mortar.Cluster(lab, mortar, packages)

    def prepare(self, image):
        """The hosts' self-tests have passed at the end: from then on VMs can be told which access to take."""
        self._cluster.deploy()
        self._cluster.mortar("cluster", "set", "--locality", "off")
        self._first = os.path.getsize(image)
        with tempfile.TemporaryDirectory(prefix="mortar-bench-") as folder:
            path = os.path.join(folder, "image.raw")
            with open(image, "rb") as system, open(path, "wb") as file:
                file.write(system.read())
                for _ in range(LENGTH // MIB):
                    file.write(os.urandom(MIB))
            for name in ("vm", "raw"):
                self._cluster.mortar(
                    "vm", "create", name, "--memory", "256MiB", "--disk-size", "32MiB", "--image", path)
        disk = next(disk for disk in self._told("disk", "list") if disk["vm"] == "raw")
        self._image = disk["replica_set"], f"images/{disk['id']}.raw"
        wait_for("the self-tests of libgfapi", self._are_tested, 60, every=0.5)

    def measure(self):
        """The figures by access, place and operation."""
        figures = {}
        for access in ACCESSES:
            self._cluster.mortar("cluster", "set", "--disk-access", access)
            self._cluster.mortar("vm", "start", "vm")
            figures |= self._case(access, "local")
            self._cluster.mortar("vm", "migrate", "vm", "--to", self._remote())
            figures |= self._case(access, "remote")
            self._cluster.mortar("vm", "stop", "vm")
        return figures

    def _case(self, access, place):
        """Raw, QEMU and the VM in turns."""
        host = self._host()
        found = {operation: Figures() for operation in OPERATIONS}
        with Shell(self._cluster.command("vm", "console", "vm")) as shell:
            shell.wait_until_up(60)
            for operation in OPERATIONS * ROUNDS:
                self._round(found[operation], operation, host, access, shell)
        return {(access, place, operation): figures for operation, figures in found.items()}

    def _round(self, figures, operation, host, access, shell):
        area = self._first, LENGTH
        raw = self._fio.measure(self._lab, host, self._image, area, operation, SECONDS)
        count = max(1, round(raw * SECONDS))
        figures.raw.append(raw)
        figures.qemu.append(qemu.measure(self._lab, host, self._image, access, area, operation, count))
        figures.vm.append(in_guest(shell, area, operation))

    def _told(self, *command):
        return json.loads(self._cluster.mortar(*command, "--output", "json"))

    def _host(self):
        """Where the VM is."""
        name = self._told("vm", "show", "vm")["host"]
        return next(host for host in self._lab.hosts if host["name"] == name)

    def _remote(self):
        """The name of a host without a copy."""
        bricks = self._told("replica-set", "list")[0]["bricks"]
        near = {brick.split(":")[0] for brick in bricks}
        return next(host["name"] for host in self._lab.hosts if host["name"] not in near)

    def _are_tested(self):
        return all(host["disk_access"] == "libgfapi" for host in self._told("host", "list"))


def in_guest(shell, area, operation):
    """Requests per second."""
    first, length = area
    told = shell.run(
        f"iobench /dev/vda {first} {length} {operation.name} {operation.block} {operation.depth} {SECONDS}",
        SECONDS + 30)
    line = next((line for line in told.splitlines() if line.startswith("IOBENCH ")), told)
    figures = dict(word.split("=") for word in line.split() if "=" in word)
    if "requests" not in figures:
        raise SystemExit(f"bench: the guest cannot measure: {line}")
    return int(figures["requests"]) / int(figures["microseconds"]) * 1e6


def row(case, figures):
    """A line of the table."""
    access, place, operation = case
    goal = ""
    if place == "local" and not operation.is_write:
        goal = f"≥ {GOAL:.0%}: {verdict(figures.ratio)}, without a guest {verdict(figures.ratio_of_qemu)}"
    rates = [operation.told(statistics.median(rates)) for rates in (figures.raw, figures.vm, figures.qemu)]
    return (
        f"{access}, {place}: {operation.title}", rates[0], rates[1], f"{figures.ratio:.0%}", rates[2],
        f"{figures.ratio_of_qemu:.0%}", goal)


def verdict(ratio):
    return "yes" if ratio >= GOAL else "no"


NOTES = [
    "raw: fio with its gfapi engines on the same host, on an image that was made like the VM's",
    "no guest: QEMU's drivers alone, on an image opened like the VM's; what the VM is slower than that is the guest's"
    f" own work, emulated where there is no KVM, on {os.cpu_count()} processors that it shares with all hosts",
    f"medians of {ROUNDS} rounds of {SECONDS} s, raw, no guest and VM in turns; ratios are medians of the rounds'",
    f"the storage links carry {RATE}; this machine caches the files behind the lab's disks, for all three alike",
]


def measure(lab_program, mortar, packages, image):
    """The rows of the table with their titles, and notes."""
    with Fio() as fio:
        with Lab(lab_program, "--disks", "1", "--storage-rate", RATE, "--bind-read-only", fio.folder, hosts=4) as lab:
            access = Access(lab, mortar, packages, fio)
            access.prepare(image)
            figures = access.measure()
    titles = ("", "raw", "VM", "of raw", "no guest", "of raw", "goal")
    return [titles] + [row(*case) for case in figures.items()], NOTES
