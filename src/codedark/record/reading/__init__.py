"""What does this article say about us? Proposals on spans, each with the words it rests on, and what was left out.

A text is cut into *sentences* and *clauses*; tables of words (one a language: Dutch, French, German, English) give
words meanings, the same closed list for all (`tags`); *figures* are read with how they are meant, and hours, years and
prices told apart. One module a family of facts (`cancelled`, `patients`, `beds`, `emergency`, `prehospital`, `systems`,
`theft`, `attack`) proposes, unless `circumstances` says that the clause is no fact of ours: asked, feared, advised,
rehearsed, of another house or year. What was seen and left out is *declined*, with the reason. Nothing is learned from
data, nothing is asserted: a person confirms.
"""

from codedark.record.reading.article import propose
from codedark.record.reading.proposal import REASONS, Declined, OwnNames, Proposal, Reading
from codedark.record.reading.proposing import UnsureLanguage, read_article

__all__ = ["REASONS", "Declined", "OwnNames", "Proposal", "Reading", "UnsureLanguage", "propose", "read_article"]
