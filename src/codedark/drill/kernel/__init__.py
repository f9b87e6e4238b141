"""How is a replication played in a third of a millisecond? `plain` compiled: same arrays in, same numbers out.

Each function has its readable twin in `plain_*.py`; a test replays replications in both. A function takes the arrays it
uses, one by one: handed on as records of arrays they took 112 s to compile and ten times as long to run. Inner loops
call nothing that takes an array: a call counts references, 10 ns an array. No recursion (a cached self-recursive
function has crashed), no fast-math that could change a number. numba itself is met in `drill/jit.py` alone.
"""

__all__: list[str] = []
