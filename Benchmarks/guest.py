"""The shell of a guest, on its serial console."""
import itertools
import os
import random
import subprocess

from lab import wait_for


class Shell:
    """Types commands, and reads what they print. Use it in a `with`.

    The command is of a process that passes its input to the console and the console's output back. The guest must have
    a shell that comes when Enter is pressed.
    """

    # The console begins with what was printed before, by earlier shells too.
    _numbers = itertools.count(random.randrange(10**9))

    def __init__(self, command):
        self._command = command
        self._seen = ""

    def __enter__(self):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._console = subprocess.Popen(self._command, **pipes)
        os.set_blocking(self._console.stdout.fileno(), False)
        return self

    def __exit__(self, *_):
        self._console.kill()
        self._console.wait()

    def wait_until_up(self, limit):
        """Returns when the shell answers. Limit in seconds."""
        wait_for("the guest's shell", self._answers, limit, every=1)

    def run(self, command, limit):
        """What the command prints, and what was typed. Limit in seconds."""
        begin = len(self._seen)
        mark = self._type(command)
        wait_for(f"the end of “{command}” in the guest", lambda: mark in self._read(), limit)
        return self._seen[begin:]

    def _answers(self):
        # What was typed before the guest listened is lost.
        mark = self._type("")
        try:
            wait_for("an answer", lambda: mark in self._read(), 1)
        except SystemExit:
            return False
        return True

    def _type(self, command):
        """Returns what is printed afterwards; what is typed, and seen on the console too, differs from it."""
        number = next(self._numbers)
        self._console.stdin.write(f"\r{command}\recho end-$(({number} + {number}))\r".encode())
        self._console.stdin.flush()
        return f"end-{2 * number}"

    def _read(self):
        self._seen += (self._console.stdout.read() or b"").decode(errors="replace")
        return self._seen
