"""What is kept? Folders on a disk: bytes in and out, with a cap, whole or not at all.

A hospital's *folder* is loaded as a mapping of paths to bytes (`load_files`), or read as a hospital (`load_hospital`);
a new one is written all at once (`write_new`). A *snapshot* is one census, encrypted (`snapshot`); the *spool* is what
a listener took since the last one (`spool`). An incident's *record* is a folder with one database,
this laptop's key and *ballast*; its *mirror* lies on a second medium (`incident_log`); the same log on a server is
`postgres_log`, and `log_at` opens either. This room knows nothing of what stands in the files.
"""

from codedark.store.folder import check_new, load_file, load_files, load_hospital, write_new

__all__ = ["check_new", "load_file", "load_files", "load_hospital", "write_new"]
