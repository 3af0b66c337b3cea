let libgfapiXML = """
    <domain type="kvm">
      <name>web &amp; more</name>
      <uuid>5d3b1c9e-8f6a-4f0e-9f0f-2f6f0c7a1b11</uuid>
      <metadata>
        <mortar:vm xmlns:mortar="urn:mortar:vm:1" id="5d3b1c9e-8f6a-4f0e-9f0f-2f6f0c7a1b11" name="web &amp; more" access="libgfapi"/>
      </metadata>
      <memory unit="KiB">524288</memory>
      <vcpu>2</vcpu>
      <os>
        <type arch="x86_64" machine="q35">hvm</type>
      </os>
      <features>
        <acpi/>
        <apic/>
      </features>
      <cpu mode="host-model"/>
      <clock offset="utc">
        <timer name="rtc" tickpolicy="catchup"/>
        <timer name="pit" tickpolicy="delay"/>
        <timer name="hpet" present="no"/>
      </clock>
      <on_poweroff>destroy</on_poweroff>
      <on_reboot>restart</on_reboot>
      <on_crash>destroy</on_crash>
      <devices>
        <disk type="network" device="disk">
          <driver name="qemu" type="raw" cache="none" error_policy="stop" discard="unmap" detect_zeroes="unmap"/>
          <source protocol="gluster" name="data-1/images/a.raw">
            <host name="10.0.1.11" port="24007"/>
            <host name="10.0.1.12" port="24007"/>
          </source>
          <target dev="vda" bus="virtio"/>
          <serial>0a1b2c3d-0000-4000-8000-000000000001</serial>
          <boot order="1"/>
        </disk>
        <disk type="network" device="cdrom">
          <driver name="qemu" type="raw"/>
          <source protocol="gluster" name="data-1/images/a.raw.seed.iso">
            <host name="10.0.1.11" port="24007"/>
            <host name="10.0.1.12" port="24007"/>
          </source>
          <target dev="sdz" bus="scsi"/>
          <readonly/>
          <address type="drive" controller="0" bus="0" target="0" unit="0"/>
        </disk>
        <controller type="scsi" index="0" model="virtio-scsi"/>
        <controller type="usb" model="none"/>
        <serial type="pty">
          <log file="/var/log/mortar/consoles/x.log" append="on"/>
          <target type="isa-serial" port="0"/>
        </serial>
        <console type="pty">
          <target type="serial" port="0"/>
        </console>
        <channel type="unix">
          <target type="virtio" name="org.qemu.guest_agent.0"/>
        </channel>
        <rng model="virtio">
          <backend model="random">/dev/urandom</backend>
        </rng>
        <memballoon model="virtio">
          <stats period="10"/>
        </memballoon>
      </devices>
    </domain>

    """

let fuseXML = """
    <domain type="qemu">
      <name>web</name>
      <uuid>5d3b1c9e-8f6a-4f0e-9f0f-2f6f0c7a1b11</uuid>
      <metadata>
        <mortar:vm xmlns:mortar="urn:mortar:vm:1" id="5d3b1c9e-8f6a-4f0e-9f0f-2f6f0c7a1b11" name="web" access="fuse"/>
      </metadata>
      <memory unit="KiB">977</memory>
      <vcpu current="1">2</vcpu>
      <os>
        <type arch="x86_64" machine="pc">hvm</type>
      </os>
      <features>
        <acpi/>
        <apic/>
      </features>
      <cpu mode="maximum"/>
      <clock offset="utc">
        <timer name="rtc" tickpolicy="catchup"/>
        <timer name="pit" tickpolicy="delay"/>
        <timer name="hpet" present="no"/>
      </clock>
      <on_poweroff>destroy</on_poweroff>
      <on_reboot>restart</on_reboot>
      <on_crash>destroy</on_crash>
      <devices>
        <disk type="file" device="disk">
          <driver name="qemu" type="raw" cache="none" error_policy="stop" io="threads" discard="unmap" detect_zeroes="unmap"/>
          <source file="/m/a.raw">
            <seclabel model="dac" relabel="no"/>
          </source>
          <target dev="sda" bus="scsi"/>
          <serial>0a1b2c3d-0000-4000-8000-000000000001</serial>
          <boot order="1"/>
          <address type="drive" controller="0" bus="0" target="1" unit="0"/>
        </disk>
        <disk type="file" device="disk">
          <driver name="qemu" type="raw" cache="none" error_policy="stop" io="threads" discard="unmap" detect_zeroes="unmap"/>
          <source file="/m/b.raw">
            <seclabel model="dac" relabel="no"/>
          </source>
          <target dev="sdb" bus="scsi"/>
          <serial>0a1b2c3d-0000-4000-8000-000000000001</serial>
          <address type="drive" controller="0" bus="0" target="2" unit="0"/>
        </disk>
        <disk type="file" device="cdrom">
          <driver name="qemu" type="raw"/>
          <source file="/m/seed.iso">
            <seclabel model="dac" relabel="no"/>
          </source>
          <target dev="sdz" bus="scsi"/>
          <readonly/>
          <address type="drive" controller="0" bus="0" target="0" unit="0"/>
        </disk>
        <controller type="scsi" index="0" model="virtio-scsi"/>
        <controller type="usb" model="none"/>
        <serial type="pty">
          <log file="/c" append="on"/>
          <target type="isa-serial" port="0"/>
        </serial>
        <console type="pty">
          <target type="serial" port="0"/>
        </console>
        <channel type="unix">
          <target type="virtio" name="org.qemu.guest_agent.0"/>
        </channel>
        <rng model="virtio">
          <backend model="random">/dev/urandom</backend>
        </rng>
        <memballoon model="virtio">
          <stats period="10"/>
        </memballoon>
      </devices>
    </domain>

    """
