"""How long the engine's decisions about storage take in a large cluster."""
import json

from lab import run

HOSTS, DEVICES = 1024, 12


def measure(program):
    """Seconds of each decision: `guard`, `repairs` for a brick that has failed, `repairs_unchanged` since then."""
    return json.loads(run([program, "measure", "--hosts", str(HOSTS), "--devices", str(DEVICES)]))
