#!/bin/sh
# The first program of an emulated host: gives the system on the disk what is the host's own, and starts it.
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
modprobe -a virtio_pci virtio_blk
until mount -t ext4 -o noatime /dev/vda /system; do sleep 0.1; done
cp -a /own/. /system/
umount /proc /sys
mount --move /dev /system/dev
exec switch_root /system /sbin/init
