"""What the scripts that use oVirt's own Python SDK share: they are called with URL CA_FILE PASSWORD_FILE, tell each thing that went
well, and end with status 0 when all did."""
import sys
import time

import ovirtsdk4 as sdk

url, ca_file, password_file = sys.argv[1:4]
with open(password_file, encoding="utf-8") as file:
    password = file.read().strip()


def connect():
    return sdk.Connection(url=url, username="admin@internal", password=password, ca_file=ca_file)


def wait(description, fact, limit=60):
    end = time.monotonic() + limit
    while not fact():
        if time.monotonic() > end:
            raise SystemExit(f"{description}: not within {limit} s")
        time.sleep(0.2)


def expect(what, found, wanted):
    if found != wanted:
        raise SystemExit(f"{what}: {found!r} instead of {wanted!r}")
    print(f"ok {what}")
