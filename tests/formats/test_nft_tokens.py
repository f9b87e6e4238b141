"""Words of nft's text."""

import pytest

from codedark.formats.nft_tokens import END, tokens_of


def words(text: str) -> list[str]:
    return [token.text for token in tokens_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tcp flags & (fin|syn) == syn", ["tcp", "flags", "&", "(", "fin", "|", "syn", ")", "==", "syn", END]),
        ("ip saddr {10.0.0.1,10.0.0.2}", ["ip", "saddr", "{", "10.0.0.1", ",", "10.0.0.2", "}", END]),
        ("a; b\nc", ["a", END, "b", END, "c", END]),
        ("ip6 saddr fe80::/10 # told", ["ip6", "saddr", "fe80::/10", END]),
        ("ip saddr != 10.0.0.1", ["ip", "saddr", "!=", "10.0.0.1", END]),
        ("define A={1}", ["define", "A", "=", "{", "1", "}", END]),
        ("tcp dport 1 \\\n drop", ["tcp", "dport", "1", "drop", END]),
        ("", [END]),
    ],
)
def test_words_are_parted(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_string_is_one_word_and_may_hold_anything() -> None:
    token = tokens_of('log prefix "a { b; # c"')[2]
    assert token.text == "a { b; # c" and token.quoted


def test_lines_are_counted_through_comments_and_joins() -> None:
    assert [(t.text, t.line) for t in tokens_of("a # x\nb \\\n c\n") if t.text != END] == [("a", 1), ("b", 2), ("c", 3)]


def test_a_handle_in_a_comment_is_kept_with_the_end_of_its_rule() -> None:
    assert [token.handle for token in tokens_of("drop # handle 12\naccept\n") if token.text == END] == [12, None]


def test_what_nft_could_not_show_is_no_comment() -> None:
    (first, second, *_) = tokens_of("# xt_conntrack counter accept")
    assert first.opaque and first.text == "xt_conntrack" and second.text == "counter"


def test_a_string_without_an_end_stays_in_its_line() -> None:
    assert words('log prefix "a\ndrop') == ["log", "prefix", '"', "a", END, "drop", END]
