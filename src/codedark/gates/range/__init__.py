"""What would it look like on wires? The hospital as network namespaces on this machine, walked, cut and proven.

A *world* is a set of network namespaces that the kernel removes when its first process ends. Each zone is one
namespace that holds the addresses of all its hosts; gates are routers with real nftables; a *walker* goes from host to
host over TCP and passes a token, nothing else. What is invented to make a hospital whole (addresses nobody told, a
stand-in where no host is told) is *furnished* and listed in the answer.
It is no copy of a hospital's own firewalls: gates of every make are played by Linux here, and a conduit row is taken
at its word, as `reach` takes it.
"""

from codedark.gates.range.furnishing import Furnished, furnish
from codedark.gates.range.laying_out import lay_out
from codedark.gates.range.topology import Topology

__all__ = ["Furnished", "Topology", "furnish", "lay_out"]
