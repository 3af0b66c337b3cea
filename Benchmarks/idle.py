"""What the agent and the engine take while nobody asks for anything."""
import time

WINDOW = 60


def measure(lab, host, units):
    """Memory in MiB and share of one processor in percent of each systemd unit, over a minute of rest.

    Processor time is that of the unit's control group: the programs that a service starts count.
    """
    before = {unit: _processor_time(lab, host, unit) for unit in units}
    time.sleep(WINDOW)
    used = {unit: _processor_time(lab, host, unit) - before[unit] for unit in units}
    return {unit: (_memory(lab, host, unit), used[unit] / WINDOW * 100) for unit in units}


def _processor_time(lab, host, unit):
    """Seconds."""
    return int(lab.ssh(host, "systemctl", "show", "--property=CPUUsageNSec", "--value", unit)) / 1e9


def _memory(lab, host, unit):
    """Resident memory of the service's process, in MiB (proc(5): VmRSS counts in KiB)."""
    process = lab.ssh(host, "systemctl", "show", "--property=MainPID", "--value", unit).strip()
    status = lab.ssh(host, "cat", f"/proc/{process}/status")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024
