"""Who can reach whom?

Zones, conduits and hosts become *classes* (hosts that no rule tells apart) and edges between them; host-to-host edges
are never built. `compile` makes them, `closure` says who can get to whom over any number of hops (with conduits cut,
zones contained, hosts quarantined as asked), `find_path` says how, `blast` says what is lost with what is reached.
An intruder may hop onwards from every host reached: this is reach for an attacker, not for one packet.
It knows nothing of applications' needs (`depend` does), of credentials' strength, of address translation or of
routes: a conduit row is taken at its word, and where no gate stands behind the word the answer says so.
"""

from codedark.hospital.ports import PortSet, carries, port_set, written
from codedark.reach.blast import Blast, Captured, Start, ZoneReached, administration_alone, blast, starts
from codedark.reach.closure import Closure, closure
from codedark.reach.compiled import Reach, allow_all_for_test
from codedark.reach.compiling import TooManyEdges, compile, compile_rules, only_over
from codedark.reach.fences import possible, unfenced
from codedark.reach.paths import Answer, Verdict, find_path
from codedark.reach.places import Place, PlaceKind, find_place, stands_on
from codedark.reach.selecting import Columns, matches
from codedark.reach.steps import Step
from codedark.reach.walking import Hop, Walk, walk

__all__ = [
    "Answer",
    "Blast",
    "Captured",
    "Closure",
    "Columns",
    "Hop",
    "Place",
    "PlaceKind",
    "PortSet",
    "Reach",
    "Start",
    "Step",
    "TooManyEdges",
    "Verdict",
    "Walk",
    "ZoneReached",
    "administration_alone",
    "allow_all_for_test",
    "blast",
    "carries",
    "closure",
    "compile",
    "compile_rules",
    "find_path",
    "find_place",
    "matches",
    "only_over",
    "port_set",
    "possible",
    "stands_on",
    "starts",
    "unfenced",
    "walk",
    "written",
]
