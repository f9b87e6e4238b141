"""What do others read and write? One file a format: bytes in, rows out, each with where it stood.

An *inventory* is a list of machines: a table somebody keeps (`inventory_table`), a scan (`nmap`), an inventory
program's export (`glpi`, `netbox`). A *detection* is one line of a detector (`eve`, `zeek_notice`, `wazuh`, `cef`,
`webhook`). A *rule set* is a Linux firewall as it stands (`nft_text`, `nft_json`, `iptables_save`); a seal is written
for Linux by `nft_seal` and for other makes by `firewall_*`; `cacao` writes a cut as a playbook. `hl7_*` and
`fhir_census` read who lies where, `census_table` a drop of tables, `day_events` what happened on a day, `travel_matrix`
road minutes; `transfer_files` writes what others read of a transfer plan (`hics_*` as CSV, `edxl_have`, `edxl_tep`,
`fhir_transfers`). `report_markdown` reads an incident report and
`report_markdown_written` writes one; `rule_pack_file` reads a duty to notify, `rule_pack_shelf` says which are in
force; `stix_bundle`, `veris`, `misp_event`, `timeline_csv` write a record for others (`export_told`: what may leave).
Nothing is trusted: sizes are capped, XML entities are refused, no formula runs, and no table's name
becomes a command. This room knows formats; what a machine probably is, `hospital.guessing` says.
"""

from codedark.formats.inventory import read_inventory

__all__ = ["read_inventory"]
