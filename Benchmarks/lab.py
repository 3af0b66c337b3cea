"""A lab that exists for one measurement: real hosts, reached over ssh as an operator's script would reach them."""
import json
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor


class Stopwatch:
    """Seconds of wall clock since it was made."""

    def __init__(self):
        self._began = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self._began


def run(arguments, **options):
    """Runs a program; returns what it printed. Raises with its complaint when it fails."""
    done = subprocess.run(arguments, text=True, capture_output=True, check=False, **options)
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(arguments)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def wait_for(what, fact, limit, every=0.02):
    """Asks for a fact until it is there, and returns it. Limit and the time between two questions in seconds."""
    end = time.monotonic() + limit
    while True:
        found = fact()
        if found:
            return found
        if time.monotonic() > end:
            raise SystemExit(f"bench: {what} did not come within {limit} s")
        time.sleep(every)


class Lab:
    """Three blank hosts with one disk each, or what options of `mortar-lab up` say. Use it in a `with`: the lab is made
    anew, and removed at the end."""

    NAME, SUBNET = "bench", "10.87"

    def __init__(self, program, *options, hosts=3):
        self._program, self._count = program, hosts
        self._options = options
        self._programs = []
        self._sockets = tempfile.mkdtemp(prefix="mortar-bench-")

    def __enter__(self):
        self._lab("down")
        options = self._options or ("--disks", "1")
        self._lab("up", "--hosts", str(self._count), *options, "--subnet", self.SUBNET)
        status = json.loads(self._lab("status", "--output", "json"))
        self.key, self.known_hosts = status["ssh_key"], status["known_hosts"]
        self.hosts = status["hosts"]
        return self

    def __exit__(self, *_):
        for process in self._programs:
            process.kill()
            process.wait()
        self._lab("down")
        shutil.rmtree(self._sockets)

    def _lab(self, command, *options):
        return run([self._program, command, "--name", self.NAME, *options])

    def credentials(self):
        """URL, CA file, user and password of the cluster that is deployed here."""
        return json.loads(self._lab("credentials", "--output", "json"))

    def disk(self, host, index=0):
        """The path of one of the host's disks."""
        return host["disks"][index]["path"]

    def disk_command(self, host, *words):
        """Does something to a host's disks, as `fail /dev/loop3`."""
        return self._lab("disk", host["name"], *words)

    def ssh(self, host, *arguments, **options):
        """Runs a program on a host, over one connection per host."""
        return run(self._ssh_command(host, *arguments), **options)

    def lines(self, host, *arguments):
        """What a program on a host prints, line by line; left before its end, it goes on until it or the lab ends."""
        process = subprocess.Popen(
            self._ssh_command(host, *arguments), text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        self._programs.append(process)
        yield from process.stdout

    def _ssh_command(self, host, *arguments):
        return [
            "ssh", "-i", self.key, "-o", f"UserKnownHostsFile={self.known_hosts}", "-o", "ControlMaster=auto",
            "-o", f"ControlPath={self._sockets}/%h", "-o", "ControlPersist=60", "-o", "BatchMode=yes",
            f"root@{host['management_address']}", *arguments]

    def everywhere(self, work):
        """Does the same on all hosts at once."""
        with ThreadPoolExecutor(len(self.hosts)) as pool:
            return list(pool.map(work, self.hosts))
