"""What the team is told besides prompts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Announcement, AnnouncementKind
from bot.views.announcements import announcement_view
from bot.views.marks import announcement_mark, announcement_marked, prompt_mark, suggestion_marked
from tests.views.people import NOW, components, discord_takes, long_hostile_text, text

KINDS = AnnouncementKind


def announcement(kind: AnnouncementKind, **body: object) -> Announcement:
    return Announcement(5, kind, "key", body, NOW)


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        (announcement(KINDS.ROUTE_CHANGED, route="hand_off"), "X no longer lets this app follow people (since <t:1772445600:t>)."),
        (announcement(KINDS.ROUTE_CHANGED, route="hand_off"), "handed to you with a link instead"),
        (announcement(KINDS.WRITES_STOPPED, reason="X has locked the account."), "X has locked the account."),
        (announcement(KINDS.WRITES_STOPPED, reason="X has locked the account."), "/resume goes on"),
        (
            announcement(KINDS.BASELINE, read=2_400, followers=2_400, status="complete"),
            "Mutuals knows your 2,400 followers now. From here on, new ones are shown here.",
        ),
        (
            announcement(KINDS.BASELINE, read=5_000, followers=90_000, status="partial"),
            "Mutuals knows the newest 5,000 of your 90,000 followers now.",
        ),
        (announcement(KINDS.BASELINE, read=5_000, followers=None, status="partial"), "Mutuals knows the newest 5,000 followers now."),
    ],
)
def test_the_words(shown: Announcement, says: str) -> None:
    view = announcement_view(shown)
    assert says in text(view)
    assert announcement_marked(components(view)[0]["id"]) == 5
    discord_takes(view)


@given(long_hostile_text)
def test_any_reason_can_be_told(reason: str) -> None:
    view = announcement_view(announcement(KINDS.WRITES_STOPPED, reason=reason))
    discord_takes(view)
    assert "@everyone" not in text(view)


@given(st.integers(1, 10**8))
def test_marks_lead_back_to_what_they_mark(number: int) -> None:
    assert suggestion_marked(prompt_mark(number)) == number
    assert announcement_marked(announcement_mark(number)) == number
    assert suggestion_marked(announcement_mark(number)) is None
    assert announcement_marked(prompt_mark(number)) is None
    assert max(prompt_mark(number), announcement_mark(number)) < 2**31


@pytest.mark.parametrize("mark", [0, 1, 42, 999_999_999, 1_000_000_000, 2_000_000_000])
def test_other_numbers_are_no_marks(mark: int) -> None:
    assert suggestion_marked(mark) is None
    assert announcement_marked(mark) is None
