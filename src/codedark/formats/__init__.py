"""What do others read and write? One file a format: bytes in, rows out, each with where it stood.

An *inventory* is a list of machines: a table somebody keeps (`inventory_table`), a scan (`nmap`), an inventory
program's export (`glpi`, `netbox`). Nothing is trusted: sizes are capped, XML entities are refused, no formula runs.
This room knows formats; what a machine probably is, `hospital.guessing` says.
"""

from codedark.formats.inventory import read_inventory

__all__ = ["read_inventory"]
