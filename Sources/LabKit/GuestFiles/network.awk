# Reads a NoCloud network-config, version 1 or 2, in block style; prints one line for each interface:
#   name|mac|address/length|gateway|yes where DHCP is wanted
# Of several addresses of an interface, the first IPv4 one is taken.

function emit() {
    if (address != "" && address !~ /\//) address = address "/" (length_of_mask ? length_of_mask : 24)
    if (name != "" || mac != "") print name "|" mac "|" address "|" gateway "|" dhcp
    name = mac = address = gateway = dhcp = ""
    length_of_mask = 0
}

function bits(mask, bytes, i, count, value) {
    split(mask, bytes, ".")
    for (i = 1; i <= 4; i++) for (value = bytes[i] + 0; value > 0; value = int(value / 2)) count += value % 2
    return count
}

function take(candidates, parts, count, i) {
    count = split(candidates, parts, / +/)
    for (i = 1; i <= count; i++) if (address == "" && parts[i] ~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+/) address = parts[i]
}

{
    sub(/\r$/, "")
    sub(/(^| )#.*/, "")
    gsub(/["',]|\[|\]/, " ")
    if ($0 ~ /^ *$/) next
    indentation = match($0, /[^ -]/) - 1
    line = $0
    sub(/^[ -]+/, "", line)
    sub(/ +$/, "", line)
    key = line
    sub(/ *:.*/, "", key)
    rest = line
    if (!sub(/^[^:]*: */, "", rest)) rest = ""
}

key == "version" { version = rest; next }
key == "ethernets" { inside = indentation; level = 0; next }

# Version 2: the keys one level below `ethernets` are the names.
version == 2 && inside != "" && indentation > inside && rest == "" && line ~ /:$/ && (!level || indentation == level) {
    emit()
    level = indentation
    name = key
    in_addresses = 0
    next
}
version == 2 && key == "macaddress" { mac = tolower(rest); next }
version == 2 && key == "addresses" && !in_nameservers { take(rest); in_addresses = rest == ""; next }
version == 2 && key == "nameservers" { in_nameservers = 1; in_addresses = 0; next }
version == 2 && in_addresses && line ~ /^[0-9.]+\/[0-9]+$/ { take(line); next }
version == 2 && (key == "gateway4" || key == "via") && rest ~ /\./ { gateway = rest; next }
version == 2 && key == "dhcp4" { dhcp = rest ~ /^(true|yes)$/ ? "yes" : ""; next }

# Version 1: each entry of `config` with a name is an interface.
version == 1 && key == "type" && rest ~ /^(physical|vlan|bond|bridge|nameserver|route)$/ { emit(); entry = rest; next }
version == 1 && key == "name" { name = entry == "physical" ? rest : ""; next }
version == 1 && key == "mac_address" { mac = tolower(rest); next }
version == 1 && key == "type" && rest ~ /^dhcp4?$/ { dhcp = "yes"; next }
version == 1 && key == "address" && entry == "physical" { take(rest); next }
version == 1 && key == "netmask" { length_of_mask = rest ~ /\./ ? bits(rest) : rest; next }
version == 1 && key == "gateway" && rest ~ /\./ { gateway = rest; next }

{ in_addresses = in_addresses && line ~ /^[0-9a-fA-F:.]+\/[0-9]+$/ }

END { emit() }
