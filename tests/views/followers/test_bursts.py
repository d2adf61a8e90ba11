"""The alert about many who look alike, and the note about a good day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Assessment, Burst, BurstKind, BurstState, Profile
from bot.views.followers.bursts import BURST_FILE, burst_view, viral_view
from bot.views.format.screen import Screen, fingerprint
from bot.views.suggestions.marks import announcement_component_id, announcement_of_component
from bot.workflow.followers.bursts import BEST, EXAMPLES
from tests.support.samples.cards import NOW, ada, assessed, assessments, burst, bursts, buttons, components, discord_takes, profiles, text
from tests.support.samples.notes import written

COMPONENT_ID = announcement_component_id(5)
people = st.lists(st.tuples(profiles, assessments), max_size=EXAMPLES)


def alert(shown: Burst, *examples: Profile) -> Screen:
    return burst_view(shown, [(profile, assessed()) for profile in examples], component_id=COMPONENT_ID)


def good_day(*best: tuple[Profile, Assessment]) -> Screen:
    shown = burst(kind=BurstKind.VIRAL, arrived=640, expected=20.4, same_weeks=0.04, suspicious=0.03, usually_suspicious=0.05)
    return viral_view(shown, best, component_id=COMPONENT_ID)


@given(bursts, people, st.text(max_size=2_000))
def test_discord_takes_any_alert(shown: Burst, examples: list[tuple[Profile, Assessment]], chart: str) -> None:
    view = burst_view(shown, examples, component_id=COMPONENT_ID, chart=chart)
    discord_takes(view, uploads=1)
    assert "@everyone" not in text(view)
    assert "<@" not in text(view).replace("\\<", "")
    again = burst_view(replace(shown), list(examples), component_id=COMPONENT_ID, chart=chart)
    assert fingerprint(view) == fingerprint(again)


@given(bursts, people)
def test_discord_takes_any_good_day(shown: Burst, best: list[tuple[Profile, Assessment]]) -> None:
    view = viral_view(shown, best, component_id=COMPONENT_ID)
    discord_takes(view)
    assert "@everyone" not in text(view)
    assert "<@" not in text(view).replace("\\<", "")
    assert fingerprint(view) == fingerprint(viral_view(replace(shown), list(best), component_id=COMPONENT_ID))


def test_examples_at_their_longest_fit() -> None:
    longest = [
        *(ada(username="a_b_" * 12 + "ab", followers=10**12 + 1, following=10**12 + 1) for _ in range(EXAMPLES - 1)),
        ada(username="[" * 400, user_id=2**63 - 1, followers=10**12 + 1, following=10**12 + 1),
    ]
    shown = burst(BurstState.HELD, decided_by="*" * 400, shape="a_9a", arrived=10**9, members=10**9, expected=1e9)
    view = alert(shown, *longest)
    discord_takes(view, uploads=1)
    assert view.content_length() <= 4_000
    assert text(view).count("](https://x.com/i/user/") == EXAMPLES


def test_the_best_at_their_longest_fit() -> None:
    longest = ada(name="*" * 400, username="a_b_" * 12)
    view = good_day(*[(longest, replace(assessed(), why=(written("*" * 400),)))] * BEST)
    discord_takes(view)
    assert text(view).count("a_b_]") + text(view).count("a_b_`]") == BEST


def test_the_alert_says_what_was_seen() -> None:
    said = text(alert(burst()))
    assert "**412 people** followed between <t:1772445600:f> and <t:1772448300:t>; usually it is about 3 in that time." in said
    assert "398 of them look alike:" in said


def test_over_a_day_the_end_is_given_with_its_day() -> None:
    assert "and <t:1772532000:f>;" in text(alert(burst(until=NOW + timedelta(hours=24))))


def test_where_hardly_anybody_comes_that_is_said_in_words() -> None:
    assert "usually it is less than 1 in that time" in text(alert(burst(expected=0.2)))


def test_the_evidence_comes_strongest_first() -> None:
    lines = [line for line in text(alert(burst())).split("\n") if line.startswith("- **")]
    assert lines == [
        "- **362 of 398** are alike in how many they follow and how many follow them",
        "- **326 of 398** joined X in the same weeks (12 Mar 2019 to 2 Apr 2019)",
        "- **283 of 398** look suspicious by their own profile; usually 6 in 100 do",
    ]


def test_what_they_do_not_have_in_common_is_no_evidence() -> None:
    said = text(alert(burst(pattern=0.0, shape="", made_from=None, same_weeks=0.5)))
    assert "shape" not in said
    assert "- **199 of 398** joined X in the same weeks\n" in said


@pytest.mark.parametrize("state", BurstState)
def test_it_says_what_that_may_mean_and_accuses_nobody(state: BurstState) -> None:
    said = text(alert(burst(state), ada())).lower()
    assert ("followers sold in bulk arrive like this, even without your knowledge." in said) is (state is BurstState.OPEN)
    assert not any(word in said for word in ("bots", "fake", "violat"))


def test_the_examples_can_be_looked_at() -> None:
    said = text(alert(burst(), ada(), ada(username="bo")))
    assert "Some of them: [@ada](https://x.com/i/user/4711), [@bo](https://x.com/i/user/4711)" in said


def test_hostile_names_in_examples_do_nothing() -> None:
    said = text(alert(burst(), ada(username="everyone"), ada(username="x](https://evil.example)")))
    assert "@everyone" not in said
    assert "](https://evil" not in said
    assert "(https://x.com/i/user/4711)" in said


@pytest.mark.parametrize(
    ("state", "says", "offered"),
    [
        (
            BurstState.OPEN,
            "Cards about them are held back until somebody decides here. Nothing happens on X.",
            {"These are fine": "burst:3:fine", "Hold them all": "burst:3:held"},
        ),
        (
            BurstState.FINE,
            "**Maya said that these are fine** · <t:1772445600:f>\nThey are suggested like everyone else.",
            {"Hold them all": "burst:3:held"},
        ),
        (
            BurstState.HELD,
            "**Maya holds them all** · <t:1772445600:f>\nThey are not suggested. Nothing happened on X.",
            {"These are fine": "burst:3:fine"},
        ),
    ],
)
def test_it_says_what_happens_and_leaves_room_to_change_ones_mind(state: BurstState, says: str, offered: dict[str, str]) -> None:
    view = alert(burst(state), ada())
    assert says in text(view)
    assert buttons(view) == offered
    discord_takes(view, uploads=1)


def test_every_change_that_can_be_seen_changes_the_fingerprint() -> None:
    shown = [*(burst(state) for state in BurstState), burst(arrived=413), burst(until=NOW + timedelta(hours=1)), burst(alike=0.5)]
    assert len({fingerprint(alert(one)) for one in shown}) == len(shown)
    assert fingerprint(alert(burst())) != fingerprint(alert(burst(), ada()))


def test_the_chart_is_shown_with_its_words() -> None:
    view = burst_view(burst(), [], component_id=COMPONENT_ID, chart="412 people at once.")
    (gallery,) = [part for part in components(view)[0]["components"] if part["type"] == 12]
    assert gallery["items"][0]["media"]["url"] == f"attachment://{BURST_FILE}"
    assert gallery["items"][0]["description"] == "412 people at once."


def test_both_are_recognised_by_their_mark() -> None:
    for view in (alert(burst()), good_day()):
        assert announcement_of_component(components(view)[0]["id"]) == 5


def test_a_share_of_hardly_anybody_is_said_in_words() -> None:
    assert "usually fewer than 1 in 100 do" in text(alert(burst(usually_suspicious=0.004)))


def test_a_good_day_is_told_cheerfully() -> None:
    said = text(good_day((ada(), replace(assessed(), why=(written("12,400 followers who write about design"),)))))
    assert said.startswith("### A good day\n**640 people** followed since <t:1772445600:f>; about 20 would be usual.")
    assert "They look like ordinary people: of 398, 16 joined X in the same weeks, and 12 look suspicious" in said
    assert "- **Ada Lovelace** [@ada](https://x.com/i/user/4711) · 12,400 followers who write about design" in said
    assert "/queue starts with the best." in said


def test_a_good_day_asks_for_nothing() -> None:
    assert buttons(good_day((ada(), assessed()))) == {}
