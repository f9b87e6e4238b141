"""codedark: cut the attack off, not the care.

What would a cyberattack do to this hospital's patients, what would our own answer do to them, and which cut costs
them least? Each folder is one room and answers one question; ARCHITECTURE.md is the map. The middle of the house takes
values and returns values; only the outer rooms touch files, networks and clocks.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
