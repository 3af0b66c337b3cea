"""How long the engine's decisions about storage and VMs take in a large cluster."""
import json

from lab import run

HOSTS, DEVICES, VMS = 1024, 12, 10_000


def measure(program):
    """Seconds of each decision: `guard`, `repairs` for a brick that has failed, `repairs_unchanged` since then, and
    `placement` of all VMs."""
    return json.loads(
        run([program, "measure", "--hosts", str(HOSTS), "--devices", str(DEVICES), "--vms", str(VMS)]))
