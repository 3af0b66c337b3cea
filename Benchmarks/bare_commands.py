"""What the bare commands take that an experienced operator would script: the measure for everything Mortar does."""
from lab import Stopwatch, wait_for

MOUNT = "/srv/data"
BRICK = "/srv/brick"

DOMAIN = """<domain type='qemu'><name>bare</name><memory unit='MiB'>256</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features><cpu mode='maximum'/><devices>
<disk type='file' device='disk'><driver name='qemu' type='raw' cache='none'/><source file='{mount}/system.raw'/>
<target dev='vda' bus='virtio'/></disk>
<serial type='file'><source path='/var/log/bare-console.log'/><target port='0'/></serial>
</devices></domain>
"""


def make_volume(lab):
    """From blank disks to a started, tuned and mounted volume; returns the seconds."""
    watch = Stopwatch()
    lab.everywhere(lambda host: _prepare(lab, host))
    first, others = lab.hosts[0], lab.hosts[1:]
    for other in others:
        _gluster(lab, "peer", "probe", other["storage_address"])
    wait_for("the trusted pool", lambda: all(lab.everywhere(lambda host: _is_connected(lab, host))), 30)
    bricks = [f"{host['storage_address']}:{BRICK}/data" for host in lab.hosts]
    _gluster(lab, "volume", "create", "data", "replica", "3", *bricks)
    _gluster(lab, "volume", "set", "data", "group", "virt")
    _gluster(lab, "volume", "start", "data")
    lab.everywhere(lambda host: lab.ssh(
        host, "mkdir", "-p", MOUNT, "&&", "mount", "-t", "glusterfs", f"{first['storage_address']}:/data", MOUNT))
    return watch.seconds


def start_vm(lab, image):
    """From an image file on this machine to a guest that is up; returns the seconds."""
    first = lab.hosts[0]
    watch = Stopwatch()
    with open(image, "rb") as content:
        lab.ssh(first, "dd", f"of={MOUNT}/system.raw", "bs=1M", "conv=sparse", stdin=content)
    lab.ssh(first, "chown", "libvirt-qemu:libvirt-qemu", f"{MOUNT}/system.raw")
    lab.ssh(first, "virsh", "create", "/dev/stdin", input=DOMAIN.format(mount=MOUNT))
    wait_for("the guest", lambda: "GUEST UP" in lab.ssh(first, "cat", "/var/log/bare-console.log"), 60)
    return watch.seconds


def _prepare(lab, host):
    lab.ssh(host, "mkfs.xfs", "-q", "-f", "-K", "-i", "size=512", "-n", "size=8192", lab.disk(host))
    lab.ssh(host, "mkdir", "-p", BRICK, "&&", "mount", "-o", "noatime,inode64", lab.disk(host), BRICK)
    lab.ssh(host, "systemctl", "start", "glusterd")


def _gluster(lab, *words):
    return lab.ssh(lab.hosts[0], "gluster", "--mode=script", *words)


def _is_connected(lab, host):
    status = lab.ssh(host, "gluster", "--mode=script", "peer", "status")
    return status.count("Peer in Cluster (Connected)") == len(lab.hosts) - 1
