"""What is kept? Folders on a disk: bytes in and out, with a cap, whole or not at all.

A hospital's *folder* is loaded as a mapping of paths to bytes (`load_files`), or read as a hospital (`load_hospital`);
files are written into a new folder all at once (`write_new`). This room knows nothing of what stands in them.
"""

from codedark.store.folder import load_files, load_hospital

__all__ = ["load_files", "load_hospital"]
