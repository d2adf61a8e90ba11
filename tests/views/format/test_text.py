"""Text from X is hostile; what is shown of it is what was written, and nothing else."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.drafting.visible_text import MAX_MARKS, visible_line
from bot.views.format.text import at_handle, display_name, label, linked_handle, plain
from bot.views.people.person import choice_name, introduction
from tests.support.samples.cards import ada, hostile_text, long_hostile_text

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_LIVE = re.compile(
    r"[\\*_~`|<\[\]]"  # emphasis, code, spoilers, mentions, time stamps, emoji, links
    r"|^(?:[#>+-]|\d+[.)])"  # headings, small print, quotes, lists
    r"|://|\w\.\w"  # addresses
    r"|@(?:everyone|here)|@[!&]?\d{17}"
)


def as_discord_reads(text: str) -> str:
    """Escapes taken away, and the invisible space that keeps a mention from being one."""
    return _ESCAPE.sub(r"\1", text).replace("\u200b", "")


@given(long_hostile_text, st.integers(1, 500))
@example("\\" * 50, 7)
@example("👩‍👩‍👧‍👦" * 30, 20)
def test_it_is_never_longer_than_asked_for(text: str, limit: int) -> None:
    assert len(plain(text, limit)) <= limit
    assert len(label(text, limit)) <= limit


@given(long_hostile_text, st.integers(1, 500))
@example("[a *b*](https://evil.example)", 100)
@example("# @everyone", 100)
@example("a\n# heading\n- item", 100)
@example("\u200b# heading", 100)
@example("@every\u200bone", 100)
@example("1. first", 100)
@example("\\@everyone", 100)
def test_nothing_in_it_is_live(text: str, limit: int) -> None:
    without_escapes = _ESCAPE.sub("·", plain(text, limit))
    assert not _LIVE.search(without_escapes), without_escapes


@given(hostile_text)
def test_what_is_not_cut_reads_as_it_was_written(text: str) -> None:
    assert as_discord_reads(plain(text, 10_000)) == visible_line(text)


@given(long_hostile_text)
def test_it_is_one_line_without_anything_invisible(text: str) -> None:
    shown = visible_line(text)
    assert shown == " ".join(shown.split())
    assert "\u200d\u200d" not in shown
    unseen = {char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and char not in "\u200c\u200d"}
    assert not unseen
    marks = "".join("M" if unicodedata.category(char)[0] == "M" else "." for char in shown if char not in "\u200c\u200d")
    assert "M" * (MAX_MARKS + 1) not in marks
    assert not marks.startswith("M")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  many \n\n lines\t", "many lines"),
        ("**bold**", r"\*\*bold\*\*"),
        ("[free](https://evil.example)", r"\[free\](https\://evil\.example)"),
        ("mail me: ada@x.org", r"mail me: ada@x\.org"),
        ("# Official", r"\# Official"),
        ("c# and f#", "c# and f#"),
        ("- dash - dash", r"\- dash - dash"),
        ("2. second", r"2\. second"),
        ("@everyone", "@\u200beveryone"),
        ("<@&1>", r"\<@&1>"),
        ("\u202eevil", "evil"),
        ("\u3164\u3164", ""),
        ("कि नि 🇩🇪 👩🏽‍🚀", "कि नि 🇩🇪 👩🏽‍🚀"),
        ("می‌خواهم", "می‌خواهم"),
        ("Z" + "\u0357" * 30, "Z" + "\u0357" * MAX_MARKS),
        ("\u0301a", "a"),
    ],
)
def test_examples(written: str, shown: str) -> None:
    assert plain(written, 200) == shown


@pytest.mark.parametrize(
    ("written", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abc defg", 5, "abc…"),
        ("ab👩🏽‍🚀cd", 5, "ab…"),
        ("ab🇩🇪🇫🇷", 5, "ab🇩🇪…"),
        ("abe\u0323\u0302\u0301\u0308d", 5, "ab…"),
        ("ab**cd", 5, r"ab\*…"),
        ("ab**cd", 4, "ab…"),
    ],
)
def test_it_is_cut_where_no_character_is_torn_apart(written: str, limit: int, shown: str) -> None:
    assert plain(written, limit) == shown


@pytest.mark.parametrize(
    ("username", "shown"),
    [
        ("ada", "@ada"),
        ("ada_l", "@ada_l"),
        ("_ada_", "`@_ada_`"),
        ("everyone", "@\u200beveryone"),
        ("a](https://evil.example)", r"@a\](https\://evil\.example)"),
    ],
)
def test_handles_are_shown_as_they_are(username: str, shown: str) -> None:
    assert at_handle(username) == shown


def test_a_handle_opens_the_persons_page() -> None:
    assert linked_handle(ada()) == "[@ada](https://x.com/i/user/4711)"


def test_whose_handle_somebody_else_has_is_shown_by_name_and_opened_by_id() -> None:
    assert linked_handle(ada(username="")) == "[on X](https://x.com/i/user/4711)"
    assert display_name(ada(username="", name="\u200b")) == "Somebody on X"
    assert "@" not in f"{introduction(ada(username='')).to_component_dict()}"
    assert choice_name(ada(username="")) == "Ada Lovelace"


def test_what_cannot_be_a_handle_opens_the_page_of_the_id() -> None:
    assert linked_handle(ada(username="a b)")) == "[@a b)](https://x.com/i/user/4711)"


def test_a_name_of_which_nothing_can_be_seen_gives_way_to_the_handle() -> None:
    assert display_name(ada(name="\u3164\u200b\u202e")) == "@ada"


def test_the_flags_of_countries_within_a_country_stay_and_their_tags_alone_do_not() -> None:
    england = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

    assert visible_line(f"a {england} b") == f"a {england} b"
    assert visible_line("a\U000e0067b \U0001f3f4 \U000e0067") == "ab \U0001f3f4"
