"""How long the engine's decisions about storage and VMs take in a large cluster."""
import json

from lab import run

HOSTS, DEVICES, VMS = 1024, 12, 10_000


def measure(program):
    """Seconds of each decision: `guard`, `repairs` for a brick that has failed, `repairs_unchanged` since then,
    `placement` of all VMs, and `growth` by the last of the hosts."""
    return json.loads(
        run([program, "measure", "--hosts", str(HOSTS), "--devices", str(DEVICES), "--vms", str(VMS)]))


def grow(program):
    """Of several growths the bytes `copied`, the `least` possible, the `worst` of their ratios, and what DHT would have
    `rebalanced`."""
    return json.loads(run([program, "grow"]))
