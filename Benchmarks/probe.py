"""What the probe in a guest says on the VM's console of the time that its writes take."""
import subprocess
import threading

from lab import wait_for


class Probe:
    """Listens to a console from the beginning to the end of a `with`."""

    def __init__(self, command):
        self._command = command
        self._lock = threading.Lock()
        self._times = []

    def __enter__(self):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._console = subprocess.Popen(self._command, text=True, errors="replace", **pipes)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        return self

    def __exit__(self, *_):
        self._console.kill()
        self._console.wait()
        self._listener.join()

    def _listen(self):
        for line in self._console.stdout:
            if line.startswith("PROBE TOOK "):
                with self._lock:
                    self._times += [int(word) for word in line.split()[2:]]

    def wait_for_writes(self, limit):
        """Returns when it was told of the first ones, which are forgotten. Limit in seconds."""
        wait_for("the probe's first writes", self.take, limit)

    def take(self):
        """Microseconds of the writes since the last call, each told within 25 writes of its end."""
        with self._lock:
            times, self._times = self._times, []
            return times
