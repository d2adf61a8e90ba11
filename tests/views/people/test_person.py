"""What is known about one person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Assessment, Decision, Follower, HistoryEntry, OptOut, Override, Profile, Suggestion, SuggestionKind
from bot.views.people.lookup import lookup_view
from bot.views.people.person import choice_name
from tests.support.samples.cards import (
    MAYA,
    NOW,
    ada,
    assessed,
    assessments,
    card,
    discord_takes,
    followers,
    history_entries,
    overrides,
    profiles,
    suggestions,
    text,
)
from tests.support.samples.notes import written


def entry(
    act: Act,
    *,
    by_member: bool = True,
    note: str = "",
    username: str = "ada",
    kind: SuggestionKind = SuggestionKind.FOLLOW_BACK,
) -> HistoryEntry:
    return HistoryEntry(Decision(act, NOW, MAYA if by_member else None, written(note) if note else None), 7, kind, 4711, username)


@given(
    profiles,
    st.one_of(st.none(), followers),
    st.one_of(st.none(), assessments),
    st.dictionaries(st.sampled_from(SuggestionKind), suggestions),
    st.lists(history_entries, max_size=12),
    st.booleans(),
    st.one_of(st.none(), overrides),
)
def test_discord_takes_whatever_is_known_about_anybody(
    profile: Profile,
    follower: Follower | None,
    assessment: Assessment | None,
    latest: dict[SuggestionKind, Suggestion],
    past: list[HistoryEntry],
    opted_out: bool,
    override: Override | None,
) -> None:
    known: dict[str, Any] = {"follower": follower, "assessment": assessment, "latest": latest, "past": past}
    view = lookup_view(profile, **known, opt_out=OptOut(profile.user_id, NOW, "Maya", "", None) if opted_out else None, override=override)
    discord_takes(view)
    assert "@everyone" not in text(view)


def test_a_look_up_tells_verdict_reasons_figures_and_history() -> None:
    view = lookup_view(
        ada(),
        follower=Follower(ada(), NOW, NOW, baseline=False, followed_at=NOW),
        assessment=assessed("has posted 5,200 times"),
        latest={SuggestionKind.FOLLOW_BACK: card().suggestion},
        past=[entry(Act.SKIP)],
        opt_out=OptOut(4711, NOW, "Maya", "", None),
        override=None,
    )
    said = text(view)
    for fact in ("@ada", "followed you <t:1772445600:R>", "**12,400** followers", "Verdict: **quiet**", "- has posted 5,200 times"):
        assert fact in said
    assert "Latest suggestion: **open**" in said
    assert "**Maya** skipped @ada" in said
    assert "This person has opted out and is not suggested; see /people opt-outs." in said
    assert "Latest reply" not in said


def test_somebody_from_before_mutuals_is_said_to_be() -> None:
    known = Follower(ada(), NOW, NOW + timedelta(days=1), baseline=True, followed_at=NOW)
    said = text(lookup_view(ada(), follower=known, assessment=None, latest={}, past=[], opt_out=None, override=None))
    assert "followed you before Mutuals started" in said
    assert "never suggested" in said


@given(profiles)
def test_a_choice_fits_what_discord_takes(profile: Profile) -> None:
    assert 1 <= len(choice_name(profile)) <= 100
