"""What Mortar takes for the same, everything included: packages, engine, agents, certificates, checks."""
import os
import subprocess
import tempfile

from lab import Stopwatch, run, wait_for


class Cluster:
    """A cluster that `mortar` deploys in a lab, with a configuration of its own."""

    def __init__(self, lab, program, packages):
        self._lab, self._program, self._packages = lab, program, packages
        self._folder = tempfile.TemporaryDirectory(prefix="mortar-bench-")
        self._config = os.path.join(self._folder.name, "config.yaml")

    def command(self, *arguments):
        """The arguments of a process that speaks to this cluster."""
        return [self._program, *arguments, "--config", self._config]

    def mortar(self, *arguments):
        """Runs a command; returns what it printed."""
        return run(self.command(*arguments))

    def deploy(self, *options):
        """From blank hosts to an active storage domain; returns the seconds."""
        secret = os.path.join(self._folder.name, "password")
        with open(os.open(secret, os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(self._lab.credentials()["password"])
        watch = Stopwatch()
        self.mortar(
            "deploy", *[host["management_address"] for host in self._lab.hosts],
            "--storage-network", f"{self._lab.SUBNET}.1.0/24", "--ssh-key", self._lab.key,
            "--known-hosts", self._lab.known_hosts, "--password-file", secret, "--packages", self._packages,
            *options)
        return watch.seconds

    def start_vm(self, image):
        """From an image file on this machine to a guest that is up; returns the seconds until it was made, started, up."""
        watch = Stopwatch()
        self.mortar("vm", "create", "bench", "--memory", "256MiB", "--disk-size", "32MiB", "--image", image)
        created = watch.seconds
        self.mortar("vm", "start", "bench")
        started = watch.seconds
        self._wait_until_up()
        return created, started, watch.seconds

    def _wait_until_up(self):
        arguments = self.command("vm", "console", "bench")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(arguments, **pipes) as console:
            seen = b""
            os.set_blocking(console.stdout.fileno(), False)

            def is_up():
                nonlocal seen
                seen += console.stdout.read1() or b""
                return b"GUEST UP" in seen

            try:
                wait_for("the guest", is_up, 60)
            finally:
                console.kill()
