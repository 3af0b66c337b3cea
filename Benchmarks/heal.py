"""How fast a replica set heals when a disk has failed and a spare takes its place, and what a VM's writes take meanwhile.

All hosts share this machine's processors: where they are the limit, the heal is slower than the network, and writes are
slower than on hosts of their own.
"""
import json
import math
import os
import tempfile
import time

import with_mortar
from lab import Lab, Stopwatch, wait_for
from probe import Probe

# What a host may send and receive on the storage network.
RATE, BITS = "400mbit", 400_000_000
MIB = 1 << 20
# Random bytes, so that nothing of the heal is saved for zeros.
DATA = 512 * MIB
# Seconds in which the VM's writes are measured before the failure: about 500 of them.
CALM = 20
REPLACED, WHOLE = 20050, 20051


class Heal:
    """A cluster with data and a VM that writes; one disk fails in it."""

    def __init__(self, lab, mortar, packages):
        self._lab, self._victim = lab, lab.hosts[1]
        self._cluster = with_mortar.Cluster(lab, mortar, packages)

    def prepare(self, image):
        """One replica set on the first disks, a spare beside the one that will fail."""
        firsts = [f"{host['management_address']}:{self._lab.disk(host)}" for host in self._lab.hosts]
        self._cluster.deploy("--devices", ",".join(firsts))
        self._cluster.mortar("device", "spare", f"{self._victim['name']}:{self._lab.disk(self._victim, 1)}")
        with tempfile.TemporaryDirectory(prefix="mortar-bench-") as folder:
            path = os.path.join(folder, "random.raw")
            with open(path, "wb") as file:
                for _ in range(DATA // MIB):
                    file.write(os.urandom(MIB))
            self._cluster.mortar("vm", "create", "data", "--disk-size", "32MiB", "--image", path)
        self._cluster.mortar(
            "vm", "create", "writer", "--memory", "256MiB", "--disk-size", "32MiB", "--disk-size", "64MiB",
            "--image", image)
        self._cluster.mortar("vm", "start", "writer")

    def measure(self):
        """Returns the result when the set is whole again."""
        with Probe(self._cluster.command("vm", "console", "writer")) as probe:
            probe.wait_for_writes(60)
            time.sleep(CALM)
            before = probe.take()
            self._lab.disk_command(self._victim, "fail", self._lab.disk(self._victim))
            wait_for("the replacement of the brick", lambda: self._is_told(REPLACED), 120, every=0.5)
            watch, failing = Stopwatch(), probe.take()
            samples = self._fill(watch)
            return Result(samples, watch.seconds, before, failing, probe.take())

    def _fill(self, watch):
        """Seconds and bytes in the new brick, from its beginning to the event that says that the set is whole."""
        directory = self._new_brick()
        samples = []

        def is_whole():
            size = self._lab.ssh(self._victim, "du", "--summarize", "--block-size=1", directory).split()[0]
            samples.append((watch.seconds, int(size)))
            return self._is_told(WHOLE)

        wait_for("the end of the heal", is_whole, 600, every=0.5)
        return samples

    def _is_told(self, code):
        """Whether there is an event with this code."""
        events = json.loads(self._cluster.mortar("event", "list", "--output", "json"))
        return any(event["code"] == code for event in events)

    def _new_brick(self):
        """Where the files of the new brick are."""
        info = self._lab.ssh(self._lab.hosts[0], "gluster", "--mode=script", "volume", "info")
        address = self._victim["storage_address"]
        return next(
            line.rsplit(":", 1)[1].strip() for line in info.splitlines()
            if line.startswith("Brick") and f" {address}:/" in line)


class Result:
    """What was measured; times of writes are in microseconds."""

    def __init__(self, samples, duration, before, failing, during):
        self._size = samples[-1][1]
        self._filled = next(seconds for seconds, size in samples if size >= 0.99 * self._size)
        self._duration, self._before, self._failing, self._during = duration, before, failing, during

    @property
    def lines(self):
        """The result, and how it was come by."""
        size, limit = self._size / MIB, BITS / 8 / MIB
        return [
            f"heal: {size / self._duration:.0f} MiB/s of {limit:.0f} MiB/s that the network carries; p99 of a VM's write"
            f" {p99(self._before):.1f} ms before, {p99(self._during):.1f} ms during",
            f"  {size:.0f} MiB in {self._duration:.1f} s, from the brick's replacement to the end of the checks that the"
            f" set is whole; 99 % of it was there after {self._filled:.1f} s; both are known to about half a second",
            "  the network is the link of the new brick's host: a token bucket, in which packets wait up to 50 ms",
            f"  writes of 4 KiB with a flush, 25 a second at most: {len(self._before)} before,"
            f" {len(self._during)} during; the longest {longest(self._before):.0f} ms before,"
            f" {longest(self._failing):.0f} ms from the failure to the replacement,"
            f" {longest(self._during):.0f} ms during",
            f"  all hosts and the VM, which is emulated, share the {os.cpu_count()} processors of this machine",
        ]


def p99(times):
    """Milliseconds that 99 % of these microseconds do not exceed."""
    return sorted(times)[math.ceil(0.99 * len(times)) - 1] / 1000 if times else math.nan


def longest(times):
    """Milliseconds."""
    return max(times, default=math.nan) / 1000


def measure(lab_program, mortar, packages, image):
    """The lines of the result."""
    with Lab(lab_program, "--disks", "2", "--storage-rate", RATE) as lab:
        heal = Heal(lab, mortar, packages)
        heal.prepare(image)
        return heal.measure().lines
