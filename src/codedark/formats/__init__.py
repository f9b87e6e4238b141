"""What do others read and write? One file a format: bytes in, rows out, each with where it stood.

An *inventory* is a list of machines: a table somebody keeps (`inventory_table`), a scan (`nmap`), an inventory
program's export (`glpi`, `netbox`). A *detection* is one line of a detector (`eve`, `zeek_notice`, `wazuh`, `cef`,
`webhook`). A *rule set* is a Linux firewall as it stands (`nft_text`, `nft_json`, `iptables_save`); a seal is written
for Linux by `nft_seal` and for other makes by `firewall_*`; `cacao` writes a cut as a playbook. Nothing is trusted:
sizes are capped, XML entities are refused, no formula runs, and no table's name becomes a command.
This room knows formats; what a machine probably is, `hospital.guessing` says.
"""

from codedark.formats.inventory import read_inventory

__all__ = ["read_inventory"]
