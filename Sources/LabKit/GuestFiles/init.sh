#!/bin/sh
# The first program of the guest: prepares devices and network, then hands over to busybox init.
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /run /tmp
mount -t devpts devpts /dev/pts
while read -r module; do modprobe "$module" 2>/dev/null; done </etc/modules

# NoCloud: a file system labelled cidata, on whatever bus it comes. Buses are probed in the background: wait for what
# the kernel has already begun, and no longer than two seconds for a CD drive to say what is in it.
find_seed() {
    for label in cidata CIDATA; do findfs "LABEL=$label" 2>/dev/null && return; done
    # findfs passes over drives without partitions on some buses.
    for device in /dev/sr[0-9] /dev/vd[a-z] /dev/sd[a-z]; do
        [ -b "$device" ] || continue
        case "$(dd if="$device" bs=1 skip=32808 count=6 2>/dev/null)" in
            cidata | CIDATA) echo "$device" && return ;;
        esac
    done
}
tries=0
seed=$(find_seed)
while [ -z "$seed" ] && [ -e /sys/class/block/sr0 ] && [ $tries -lt 10 ]; do
    tries=$((tries + 1)); sleep 0.2; seed=$(find_seed)
done
mkdir -p /seed
if [ -n "$seed" ]; then
    mount -o ro -t iso9660 "$seed" /seed 2>/dev/null || mount -o ro -t vfat "$seed" /seed
fi

# value KEY FILE: the first value of a key, as YAML or JSON writes it.
value() {
    [ -f "$2" ] && sed -n "s/^[ {]*[\"']\{0,1\}$1[\"']\{0,1\}[ ]*:[ ]*[\"']\{0,1\}\([^\"', }]*\).*/\1/p" "$2" | head -n 1
}
name=$(value hostname /seed/user-data)
[ -n "$name" ] || name=$(value local-hostname /seed/meta-data)
hostname "${name:-guest}"

ip link set lo up
addresses=
if [ -f /seed/network-config ]; then
    awk -f /etc/network.awk /seed/network-config >/run/network
    while IFS='|' read -r interface mac address gateway dhcp; do
        if [ -n "$mac" ]; then
            for found in /sys/class/net/*; do
                [ "$(cat "$found/address")" = "$mac" ] && interface=${found##*/}
            done
        fi
        [ -e "/sys/class/net/$interface" ] || interface=eth0
        ip link set "$interface" up
        [ -n "$address" ] && ip address add "$address" dev "$interface" && addresses="$addresses $address"
        [ -n "$gateway" ] && ip route add default via "$gateway" dev "$interface"
        [ "$dhcp" = yes ] && udhcpc -b -q -i "$interface" -s /etc/dhcp.sh >/dev/null 2>&1
    done </run/network
fi
echo "GUEST UP $(hostname)$addresses"
echo "Press Enter for a shell."
exec /bin/busybox init
