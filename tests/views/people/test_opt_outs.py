"""The list of people who have opted out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import OptOut
from bot.views.format.pager import page_id
from bot.views.people.opt_outs import OPT_OUTS, PAGE, opt_outs_view, remove_id
from tests.support.samples.cards import NOW, ada, buttons, discord_takes, ids, long_hostile_text, moments, profiles, text, texts

entries = st.builds(OptOut, ids, moments, st.one_of(st.just(""), long_hostile_text), long_hostile_text, st.one_of(st.none(), profiles))


@given(st.lists(entries, max_size=PAGE, unique_by=lambda entry: entry.user_id), st.integers(0, 10**6))
def test_discord_takes_any_page_of_them(found: list[OptOut], offset: int) -> None:
    view = opt_outs_view(found, offset=offset, total=offset + len(found) + 1)
    discord_takes(view)
    assert "@everyone" not in text(view)


def test_who_since_when_and_by_whom() -> None:
    found = [
        OptOut(4711, NOW, "Maya", "", ada()),
        OptOut(5, NOW, "", "leave me *alone*", ada(username="bo", name="Bo")),
        OptOut(6, NOW, "", "", None),
    ]
    view = opt_outs_view(found, offset=0, total=3)
    assert texts(view)[1:] == [
        "**Ada Lovelace** [@ada](https://x.com/i/user/4711)\n**Maya** said so · <t:1772445600:f>",
        "**Bo** [@bo](https://x.com/i/user/4711)\nasked: “leave me \\*alone\\*” · <t:1772445600:f>",
        "[Somebody Mutuals does not know](https://x.com/i/user/6)\nasked for it · <t:1772445600:f>",
    ]
    assert buttons(view) == {"Remove": remove_id(6, 0)}, "of three buttons with one name the last"


def test_each_page_keeps_its_place() -> None:
    found = [OptOut(n, NOW, "Maya", "", None) for n in range(1, PAGE + 1)]
    view = opt_outs_view(found, offset=5, total=20)
    assert "-# 6 to 10 of 20" in text(view)
    assert buttons(view) == {
        "Remove": remove_id(5, 5),
        "Previous": page_id(OPT_OUTS, 0),
        "Next": page_id(OPT_OUTS, 10),
    }


def test_nobody() -> None:
    view = opt_outs_view([], offset=0, total=0)
    assert text(view) == "Nobody has opted out: everyone may be suggested."
    assert buttons(view) == {}


def test_a_buttons_id_fits_the_longest_id_of_x() -> None:
    assert len(remove_id(2**63 - 1, 10**9 - 1)) <= 100
