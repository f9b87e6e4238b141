"""What happened, and how do we know? Assertions that may contradict each other, the log they stand in, and views of it.

An *assertion* says one thing about one *field* (`operations_cancelled`), with its *status*: stated, inferred, assumed,
unknown and six more; who says so, in which *document*, at which characters. Nothing is ever overwritten: what is wrong
is *superseded* or *withdrawn* by a later entry and stays visible. An *entry* is one line of the log, chained to the one
before it and signed by the *device* it was written on; its *body* can be erased and the chain still holds. A *view* is
what was known at a moment: per field the *account* that leads and the others beside it. A report, a statement to the
public, a notification and a drill scenario are made from views. This room writes no file and asks no clock
(`store` and `cli` do), and proposes: what an article says becomes an assertion when a person confirms it.
"""

from codedark.record.assertion import (
    Assertion,
    AssertionId,
    Attribution,
    Document,
    Period,
    PeriodKind,
    Qualifier,
    Question,
    Source,
    Status,
    Withdrawal,
)
from codedark.record.edtf import When
from codedark.record.entry import Body, Draft, Entry, EntryKind, Head
from codedark.record.view import Account, Recorded, Relation, Standing, View, view

__all__ = [
    "Account",
    "Assertion",
    "AssertionId",
    "Attribution",
    "Body",
    "Document",
    "Draft",
    "Entry",
    "EntryKind",
    "Head",
    "Period",
    "PeriodKind",
    "Qualifier",
    "Question",
    "Recorded",
    "Relation",
    "Source",
    "Standing",
    "Status",
    "View",
    "When",
    "Withdrawal",
    "view",
]
