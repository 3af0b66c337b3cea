"""What QEMU's own drivers of disks reach, without a guest: the measure where guests are emulated."""
import re

# A step through the area that meets each block of it, and no neighbours: an odd number of blocks.
STRIDE = 1021


def measure(lab, host, image, access, area, operation, count):
    """Requests per second on an image, given as its volume and its path there; area is its first byte and length.

    Returns when the requests have ended. qemu-img goes on for up to 10 s, in which libgfapi waits for its own end.
    """
    for line in lab.lines(host, *_command(host, image, access, area, operation, count)):
        found = re.match(r"Run completed in ([0-9.]+) seconds", line)
        if found:
            return count / float(found[1])
    raise SystemExit(f"bench: qemu-img gave no result on {host['name']}")


def _command(host, image, access, area, operation, count):
    """Opens the image as VMs' disks are opened. From the end of the area it goes on with the beginning of the image."""
    volume, path = image
    step = operation.block * (STRIDE if operation.is_random else 1)
    writes = ["-w", "--flush-interval=1", "--pattern=85"] if operation.is_write else []
    if access == "libgfapi":
        place = [f"gluster+tcp://{host['storage_address']}/{volume}/{path}"]
    else:
        place = ["-i", "threads", f"/var/lib/mortar/mounts/{volume}/{path}"]
    return [
        "stdbuf", "--output=L", "qemu-img", "bench", "-f", "raw", "-t", "none", "-c", str(count), "-d",
        str(operation.depth), "-s", str(operation.block), "-S", str(step), "-o", str(area[0]), *writes, *place]
