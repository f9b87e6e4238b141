"""How does the world reach us, and how do we act on it? Files that grow, listeners, enforcement points.

The one room that opens sockets, follows files and talks to firewalls; it carries out what others decided and says what
happened. A failure of the world is an answer here, recorded and shown, never swallowed.
"""

__all__: list[str] = []
