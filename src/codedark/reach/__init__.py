"""Who can reach whom?

Zones, conduits and hosts become *classes* (hosts that no rule tells apart) and edges between them; host-to-host edges
are never built. `compile` makes them, `closure` says who can get to whom over any number of hops (with conduits cut,
zones contained, hosts quarantined as asked), `find_path` says how, `blast` says what is lost with what is reached.
An intruder may hop onwards from every host reached: this is reach for an attacker, not for one packet.
It knows nothing of applications' needs (`depend` does), of credentials' strength, of address translation or of
routes: a conduit row is taken at its word, and where no gate stands behind the word the answer says so.
"""

from codedark.reach.compiled import PortSet, Reach
from codedark.reach.compiling import TooManyEdges, compile, compile_rules
from codedark.reach.ports import carries, port_set
from codedark.reach.selecting import matches

__all__ = ["PortSet", "Reach", "TooManyEdges", "carries", "compile", "compile_rules", "matches", "port_set"]
