"""The life of a VM through oVirt's own Python SDK. Usage: ovirt_sdk.py URL CA_FILE PASSWORD_FILE; exit status 0 when all went well."""
import time

import ovirtsdk4 as sdk
from ovirtsdk4 import types

from sdk_script import connect, expect, wait

connection = connect()
expect("connection", connection.test(), True)
system = connection.system_service()

hosts = system.hosts_service().list(search="status=up")
expect("hosts up", len(hosts) >= 1, True)
expect("cluster of a host", connection.follow_link(hosts[0].cluster).name, "Default")

domains = [domain for domain in system.storage_domains_service().list() if domain.name == "data"]
expect("storage domain", [domain.name for domain in domains], ["data"])

vms = system.vms_service()
name = f"sdk-{int(time.time())}"
vm = vms.add(types.Vm(
    name=name, memory=256 << 20, cluster=types.Cluster(name="Default"), template=types.Template(name="Blank"),
    cpu=types.Cpu(topology=types.CpuTopology(sockets=1, cores=1, threads=1))))
expect("VM added", (vm.name, vm.status), (name, types.VmStatus.DOWN))
service = vms.vm_service(vm.id)

attachments = service.disk_attachments_service()
attachment = attachments.add(types.DiskAttachment(
    disk=types.Disk(
        name=f"{name}-disk", provisioned_size=64 << 20, format=types.DiskFormat.RAW,
        storage_domains=[types.StorageDomain(name="data")]),
    interface=types.DiskInterface.VIRTIO, bootable=True, active=True))
disk = system.disks_service().disk_service(attachment.disk.id)
wait("disk is ok", lambda: disk.get().status == types.DiskStatus.OK)
expect("disk size", disk.get().provisioned_size, 64 << 20)

try:
    vms.add(types.Vm(name=name, cluster=types.Cluster(name="Default"), template=types.Template(name="Blank")))
    raise SystemExit("a taken name was accepted")
except sdk.Error as error:
    expect("a taken name is refused", error.code, 409)

policies = {policy.name: policy for policy in system.scheduling_policies_service().list()}
expect("scheduling policies", sorted(policies), ["evenly_distributed", "none", "power_saving", "vm_evenly_distributed"])
filters = system.scheduling_policies_service().policy_service(policies["none"].id).filters_service().list()
expect("filters of a policy", "Memory" in [unit.name for unit in filters], True)
clusters = system.clusters_service()
cluster = clusters.cluster_service(vm.cluster.id)
former = cluster.get().scheduling_policy.id
for policy in (policies["power_saving"].id, former):
    changed = cluster.update(types.Cluster(scheduling_policy=types.SchedulingPolicy(id=policy)))
    expect("policy of the cluster", changed.scheduling_policy.id, policy)

changed = service.update(types.Vm(
    high_availability=types.HighAvailability(enabled=True),
    placement_policy=types.VmPlacementPolicy(affinity=types.VmAffinity.MIGRATABLE, hosts=[types.Host(id=hosts[0].id)])))
expect("VM pinned", [host.id for host in changed.placement_policy.hosts], [hosts[0].id])
expect("VM highly available", changed.high_availability.enabled, True)

groups = cluster.affinity_groups_service()
group = groups.add(types.AffinityGroup(
    name=f"{name}-group", vms=[types.Vm(id=vm.id)],
    vms_rule=types.AffinityRule(enabled=True, positive=False, enforcing=True)))
expect("affinity group", (group.vms_rule.positive, [member.id for member in group.vms]), (False, [vm.id]))
groups.group_service(group.id).remove()

service.start()
wait("VM is up", lambda: service.get().status == types.VmStatus.UP)
found = vms.list(search=f"name={name}", follow="disk_attachments.disk")
expect("host of the pinned VM", found[0].host.id, hosts[0].id)
expect("search and follow", [a.disk.name for a in found[0].disk_attachments], [f"{name}-disk"])

events = system.events_service().list(max=20)
expect("events tell the start", any(event.code == 32 and event.vm and event.vm.id == vm.id for event in events), True)
jobs = [job for job in system.jobs_service().list() if job.description == f"Starting VM {name}"]
expect("the job has finished", [job.status for job in jobs], [types.JobStatus.FINISHED])
steps = system.jobs_service().job_service(jobs[0].id).steps_service().list()
expect("its steps have finished", {step.status for step in steps}, {types.StepStatus.FINISHED})

changed = service.update(types.Vm(placement_policy=types.VmPlacementPolicy(hosts=[])))
expect("VM goes wherever it suits", changed.placement_policy.hosts or [], [])

def begins_to_move(service, host):
    """Hosts are made ready to take VMs in when the engine has met them."""
    try:
        service.migrate(host=types.Host(id=host))
        return True
    except sdk.Error as error:
        if error.code == 409 and "does not take VMs of other hosts yet" in str(error):
            return False
        raise


old = service.get().host.id
new = [host.id for host in hosts if host.id != old][:1]
if new:
    wait("VM begins to move", lambda: begins_to_move(service, new[0]))
    wait("VM has moved", lambda: (service.get().status, service.get().host.id) == (types.VmStatus.UP, new[0]))
    codes = {event.code for event in system.events_service().list(max=20) if event.vm and event.vm.id == vm.id}
    expect("events tell the migration", {62, 63} <= codes, True)
try:
    service.cancel_migration()
    raise SystemExit("a migration was cancelled where there is none")
except sdk.Error as error:
    expect("there is nothing to cancel", error.code, 409)

service.stop()
wait("VM is down", lambda: service.get().status == types.VmStatus.DOWN)
service.remove()
try:
    service.get()
    raise SystemExit("the VM is still there")
except sdk.NotFoundError:
    print("ok VM removed")
connection.close()
print("all done")
