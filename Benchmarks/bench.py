"""Measures Mortar, beside the bare commands where they do the same, in one run on this machine, and prints a table.

usage: bench.py BIN PACKAGES SIMULATION [PART...]

  BIN         the folder with the programs mortar and mortar-lab
  PACKAGES    the folder with Mortar's Debian packages
  SIMULATION  the program mortar-simulation
  PART        bare: deployment, VMs and idle services, beside the bare commands; api: the API; heal: the heal of a
              failed disk; access: VMs' disks by libgfapi and FUSE, beside fio; all of them if left out

Needs root, as every lab does. Ratios can be compared between machines, seconds cannot.
"""
import os
import sys

import access
import api
import bare_commands
import decisions
import heal
import idle
import with_mortar
from lab import Lab, run

AGENT, ENGINE = "mortar-agent.service", "mortar-engine.service"
PARTS = ("bare", "api", "heal", "access")


def main(programs, packages, simulation, *parts):
    if os.geteuid() != 0:
        raise SystemExit("bench: hosts can only be started by root: run “sudo make bench”")
    mortar, lab_program = os.path.join(programs, "mortar"), os.path.join(programs, "mortar-lab")
    image = run([lab_program, "guest"]).strip()
    parts = parts or PARTS
    rows, lines, table, notes = [], [], [], []
    if "bare" in parts:
        rows += bare_rows(lab_program, mortar, packages, image)
    if "api" in parts:
        rows += api_rows(simulation)
    if "heal" in parts:
        tell("the heal of a failed disk")
        lines = heal.measure(lab_program, mortar, packages, image)
    if "access" in parts:
        tell("how VMs reach their disks")
        table, notes = access.measure(lab_program, mortar, packages, image)
    if rows:
        show([("", "Mortar", "bare", "ratio", "goal")] + rows)
    if table:
        show(table)
    for line in lines + notes:
        print(line)


def bare_rows(lab_program, mortar, packages, image):
    with Lab(lab_program) as lab:
        tell("the bare commands")
        bare_volume = bare_commands.make_volume(lab)
        bare_vm = bare_commands.start_vm(lab, image)
    with Lab(lab_program) as lab:
        tell("Mortar")
        cluster = with_mortar.Cluster(lab, mortar, packages)
        deployed = cluster.deploy()
        created, started, up = cluster.start_vm(image)
        tell("idle services, for a minute")
        first, other = idle.measure(lab, lab.hosts[0], [AGENT, ENGINE]), idle.measure(lab, lab.hosts[1], [AGENT])
    return [
        compared("from blank hosts to storage", deployed, bare_volume, 30),
        compared("from an image file to a guest that is up", up, bare_vm, 8),
        ("  of it: create", seconds(created), "", "", ""),
        ("  of it: start", seconds(started - created), "", "", ""),
    ] + idle_rows(first, other)


def api_rows(simulation):
    tell("the API")
    rows = [
        (f"list {api.VMS} VMs as {kind}", f"{time * 1000:.0f} ms", "", "", "")
        for kind, time in api.measure(simulation).items()]
    tell("the engine's decisions")
    return rows + decision_rows(decisions.measure(simulation)) + growth_rows(decisions.grow(simulation))


def compared(what, mortar, bare, limit):
    return (what, seconds(mortar), seconds(bare), f"{mortar / bare:.1f}", f"≤ {limit} s, ratio ≤ 3")


def idle_rows(first, other):
    cases = [
        ("engine", first[ENGINE], "≤ 150 MiB"), ("agent beside the engine", first[AGENT], "≤ 60 MiB, ≤ 1 %"),
        ("agent elsewhere", other[AGENT], "≤ 60 MiB, ≤ 1 %")]
    return [
        (f"{what}, idle", f"{memory:.0f} MiB, {share:.1f} %", "", "", goal) for what, (memory, share), goal in cases]


def decision_rows(figures):
    cases = [
        ("guard", "guard", ""), ("look for repairs, something new", "repairs", ""),
        ("look for repairs, nothing new", "repairs_unchanged", "≤ 20 ms: 1 % of a processor"),
        (f"place {decisions.VMS:,} VMs", "placement", "≤ 1 s"),
        (f"plan growth by a host of {decisions.DEVICES} devices", "growth", "≤ 2 s")]
    return [
        (f"{what} at {decisions.HOSTS:,} hosts", f"{figures[key] * 1000:.1f} ms", "", "", goal)
        for what, key, goal in cases]


def growth_rows(growths):
    """Beside what is copied: what add-brick and a rebalance by DHT would copy for as many sets."""
    return [
        (f"grow, {growth['name']}: copied", times_least(growth), f"DHT {gibibytes(growth['rebalanced'])}",
         ratio(growth["copied"], growth["rebalanced"]), "≤ 1.05 × least")
        for growth in growths]


def times_least(growth):
    return f"{gibibytes(growth['copied'])}, at worst {growth['worst']:.2f} × least"


def ratio(value, other):
    return f"{value / other:.2f}" if other else ""


def gibibytes(value):
    return f"{value / 2**30:,.0f} GiB"


def seconds(value):
    return f"{value:.1f} s"


def tell(what):
    print(f"measuring {what}", file=sys.stderr, flush=True)


def show(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    if len(sys.argv) < 4 or not set(sys.argv[4:]) <= set(PARTS):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
