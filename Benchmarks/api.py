"""How long the API takes to list many VMs, on an engine whose hosts are simulated."""
import http.client
import os
import socket
import ssl
import statistics
import subprocess
import tempfile

from lab import Stopwatch, wait_for

VMS, ROUNDS = 1000, 20
PASSWORD = "simulation"


def measure(program):
    """Median seconds of a list of 1,000 VMs, by content type."""
    with tempfile.TemporaryDirectory(prefix="mortar-bench-") as folder:
        port = _free_port()
        arguments = [program, "--vms", str(VMS), "--port", str(port), "--folder", folder, "--password", PASSWORD]
        with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as engine:
            try:
                wait_for("the simulated engine", lambda: _answers(port), 60)
                trust = ssl.create_default_context(cafile=os.path.join(folder, "ca.pem"))
                return {kind: _list(port, trust, kind) for kind in ("application/xml", "application/json")}
            finally:
                engine.terminate()


def _list(port, trust, kind):
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=trust, timeout=60)
    times = []
    token = _token(connection)
    for _ in range(ROUNDS):
        watch = Stopwatch()
        headers = {"Accept": kind, "Version": "4", "Authorization": f"Bearer {token}"}
        connection.request("GET", "/ovirt-engine/api/vms", headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200 or content.count(b"vm-999") == 0:
            raise SystemExit(f"bench: the list of VMs was answered with {answer.status}: {content[:200]!r}")
        times.append(watch.seconds)
    connection.close()
    return statistics.median(times)


def _token(connection):
    import json
    form = f"grant_type=password&scope=ovirt-app-api&username=admin%40internal&password={PASSWORD}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    connection.request("POST", "/ovirt-engine/sso/oauth/token", form, headers)
    return json.loads(connection.getresponse().read())["access_token"]


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
