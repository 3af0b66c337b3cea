"""The life of a Gluster volume through oVirt's own Python SDK. Usage: gluster_sdk.py URL CA_FILE PASSWORD_FILE; exit status 0 when all
went well."""
import ovirtsdk4 as sdk
from ovirtsdk4 import http, types, writer

from sdk_script import connect, expect, wait


def refused(what, request):
    try:
        request()
    except sdk.Error as error:
        expect(what, error.code, 409)
        return
    raise SystemExit(f"{what}: it was not refused")


connection = connect()
system = connection.system_service()
hosts = sorted(system.hosts_service().list(), key=lambda host: host.name)[:3]
cluster = system.clusters_service().cluster_service(hosts[0].cluster.id)
volumes = cluster.gluster_volumes_service()


def bricks(folder):
    return [types.GlusterBrick(server_id=host.id, brick_dir=f"/srv/{folder}") for host in hosts]


def own_volumes():
    return [volume for volume in volumes.list() if volume.name == "data-1"]


# Volumes are known when the engine has looked at them once.
wait("replica sets are listed", own_volumes)
own = own_volumes()
expect("replica sets are listed once", len(own), 1)
refused("a replica set is not changed here", lambda: volumes.volume_service(own[0].id).stop())

volume = volumes.add(types.GlusterVolume(
    name="plain", volume_type=types.GlusterVolumeType.REPLICATE, replica_count=3, bricks=bricks("a"),
    transport_types=[types.TransportType.TCP], options=[types.Option(name="features.shard", value="on")]))
expect("volume created", (volume.name, volume.status), ("plain", types.GlusterVolumeStatus.DOWN))
service = volumes.volume_service(volume.id)
service.start()
expect("volume started", service.get().status, types.GlusterVolumeStatus.UP)
service.set_option(option=types.Option(name="nfs.disable", value="on"))
options = {option.name: option.value for option in service.get().options}
expect("options", options, {"features.shard": "on", "nfs.disable": "on"})
service.reset_option(option=types.Option(name="nfs.disable"))
expect("found by its name", [found.id for found in volumes.list(search="name=plain")], [volume.id])

members = service.gluster_bricks_service()


def add_bricks(elements):
    """The SDK fails to write the list that its add() takes."""
    request = http.Request(method="POST", path=members._path, body=writer.Writer.write(elements, root="bricks"))
    response = connection.wait(connection.send(request))
    if response.code != 201:
        members._check_fault(response)


def remove_bricks(elements):
    """The SDK sends no body with remove(), and cannot write the list into the query."""
    members._internal_remove(query={"bricks": ",".join(brick.id for brick in elements)}, wait=True)


add_bricks(bricks("b"))
added = members.list()[3:]
expect("bricks added", [brick.brick_dir for brick in added], ["/srv/b"] * 3)
expect("type of the larger volume", service.get().volume_type, types.GlusterVolumeType.DISTRIBUTED_REPLICATE)
expect("bricks are up", {brick.status for brick in members.list()}, {types.GlusterBrickStatus.UP})
refused("bricks with data are not removed", lambda: members.brick_service(added[0].id).remove())


def ended(description):
    jobs = [job for job in system.jobs_service().list() if job.description == description]
    return jobs and jobs[-1].status == types.JobStatus.FINISHED


service.rebalance()
wait("the rebalance is complete", lambda: ended("Rebalancing volume plain"))
members.migrate(bricks=[types.GlusterBrick(id=brick.id) for brick in added])
wait("data has left the bricks", lambda: ended("Moving data away from bricks of volume plain"))
members.activate(bricks=[types.GlusterBrick(name=brick.name) for brick in added])
expect("bricks are kept", len(members.list()), 6)
finished = [job.id for job in system.jobs_service().list()]
members.migrate(bricks=added)
wait("data has left the bricks again", lambda: all(
    job.status == types.JobStatus.FINISHED for job in system.jobs_service().list() if job.id not in finished))
remove_bricks(added)
expect("bricks removed", [brick.brick_dir for brick in members.list()], ["/srv/a"] * 3)

service.stop()
service.remove()
expect("volume deleted", [found.name for found in volumes.list() if found.name == "plain"], [])

# Bricks of a volume with one copy leave one by one, which is all that this SDK can ask for.
single = volumes.add(types.GlusterVolume(
    name="single", volume_type=types.GlusterVolumeType.DISTRIBUTE, bricks=bricks("c")))
service = volumes.volume_service(single.id)
service.start(force=True)
members = service.gluster_bricks_service()
leaving = members.list()[2]
members.migrate(bricks=[leaving])
wait("data has left the brick", lambda: ended("Moving data away from bricks of volume single"))
members.brick_service(leaving.id).remove()
expect("brick removed", [brick.id for brick in members.list()].count(leaving.id), 0)
service.stop(force=True)
service.remove()
try:
    service.get()
    raise SystemExit("the volume is still there")
except sdk.NotFoundError:
    print("ok volume is gone")

codes = {event.code for event in system.events_service().list(max=100)}
expect("events", {4000, 4004, 4006, 4010, 4012, 4019, 4080, 4082, 4084, 4087} <= codes, True)
connection.close()
print("all done")
