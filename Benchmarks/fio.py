"""What GlusterFS itself gives: fio with its engine for libgfapi, on a host of the lab."""
import glob
import json
import os
import tempfile
import time

from lab import run

# fio, and those libraries of it that hosts of the lab lack.
PACKAGES = ("fio", "libnbd0", "libpmemblk1")
# Seconds between two reports.
INTERVAL = 0.5


class Fio:
    """fio unpacked on this machine, for hosts that see its folder. Use it in a `with`."""

    def __enter__(self):
        self._temporary = tempfile.TemporaryDirectory(prefix="mortar-bench-")
        # Readable by all, as a host's root need not be this machine's.
        os.chmod(self._temporary.name, 0o755)
        run(["apt-get", "download", "--option", "APT::Sandbox::User=root", *PACKAGES], cwd=self.folder)
        for package in glob.glob(f"{self.folder}/*.deb"):
            run(["dpkg-deb", "--extract", package, self.folder])
        return self

    def __exit__(self, *_):
        self._temporary.cleanup()

    @property
    def folder(self):
        """What hosts must see at the same place."""
        return self._temporary.name

    def measure(self, lab, host, image, area, operation, seconds):
        """Requests per second on a file, given as its volume and its path there; area is its first byte and length.

        Returns when the requests have ended. fio goes on for up to 10 s, in which libgfapi waits for its own end.
        """
        for report in _reports(lab.lines(host, *self._command(host, image, area, operation, seconds))):
            figures = report["jobs"][0]["write" if operation.is_write else "read"]
            if figures["runtime"] >= seconds * 1000:
                time.sleep(INTERVAL)
                return figures["total_ios"] / figures["runtime"] * 1000
        raise SystemExit(f"bench: fio gave no result on {host['name']}")

    def _command(self, host, image, area, operation, seconds):
        """It has time for one more report after the one that is wanted."""
        volume, path = image
        first, length = area
        # The plain engine knows one request at a time only.
        engine = "gfapi" if operation.depth == 1 else "gfapi_async"
        return [
            "env", f"LD_LIBRARY_PATH={self.folder}/usr/lib/x86_64-linux-gnu", f"{self.folder}/usr/bin/fio",
            "--name=raw", "--output-format=json", f"--status-interval={INTERVAL * 1000:.0f}ms", "--thread",
            f"--ioengine={engine}", f"--brick={host['storage_address']}", f"--volume={volume}", f"--filename={path}",
            f"--offset={first}", f"--size={length}", f"--rw={operation.name}", f"--bs={operation.block}",
            f"--iodepth={operation.depth}", "--direct=1", f"--fsync={int(operation.is_write)}", "--time_based",
            f"--runtime={(seconds + INTERVAL) * 1000:.0f}ms"]


def _reports(lines):
    """What fio has reported so far, again and again; between reports it may complain."""
    report = []
    for line in lines:
        if line == "{\n" or report:
            report.append(line)
        if line == "}\n":
            yield json.loads("".join(report))
            report = []
