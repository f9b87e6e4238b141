"""Who can reach whom?

Zones, conduits and hosts become *classes* (hosts that no rule tells apart) and edges between them; host-to-host edges
are never built. `compile` makes them, `closure` says who can get to whom over any number of hops (with conduits cut,
zones contained, hosts quarantined as asked), `find_path` says how, `blast` says what is lost with what is reached.
An intruder may hop onwards from every host reached: this is reach for an attacker, not for one packet.
It knows nothing of applications' needs (`depend` does), of credentials' strength, of address translation or of
routes: a conduit row is taken at its word, and where no gate stands behind the word the answer says so.
"""

from codedark.reach.closure import Closure, closure
from codedark.reach.compiled import PortSet, Reach, allow_all_for_test
from codedark.reach.compiling import TooManyEdges, compile, compile_rules
from codedark.reach.ports import carries, port_set
from codedark.reach.selecting import Columns, matches

__all__ = [
    "Closure",
    "Columns",
    "PortSet",
    "Reach",
    "TooManyEdges",
    "allow_all_for_test",
    "carries",
    "closure",
    "compile",
    "compile_rules",
    "matches",
    "port_set",
]
