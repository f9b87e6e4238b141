"""All checks together: order, the worst, what is unknown."""

from codedark.gap.lint_checks import LintSeverity
from codedark.gap.linting import NEVER_SEEN, lint, worst
from tests.gap.linted import forward, kept, read


def test_the_worst_stands_first() -> None:
    ranks = [list(LintSeverity).index(f.severity) for f in lint(kept("hospital-router.nft"))]
    assert ranks == sorted(ranks) and len(set(ranks)) >= 3
    assert worst(lint(kept("hospital-router.nft"))) is LintSeverity.WOULD_NOT_CUT


def test_nothing_found_has_no_worst() -> None:
    assert lint(kept("hospital-router-sealed.nft")) == () and worst(()) is None


def test_a_line_not_understood_is_unknown_and_named() -> None:
    (one,) = lint(read('table ip t {\nchain c {\n}\n}\ninclude "/etc/more.nft"\n'))
    assert one.severity is LintSeverity.UNKNOWN and "include" in one.rule and one.where == "made line 5"


def test_what_is_not_understood_in_a_table_that_only_translates_does_not_matter() -> None:
    text = forward('xt match "addrtype" counter accept', family="ip").replace(
        "type filter hook forward", "type nat hook prerouting"
    )
    assert lint(read(text)) == ()


def test_the_same_ruleset_gives_the_same_findings() -> None:
    assert lint(kept("firewalld.nft")) == lint(kept("firewalld.nft"))


def test_it_says_what_no_ruleset_shows() -> None:
    assert any("VLAN" in text for text in NEVER_SEEN)
