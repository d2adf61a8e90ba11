"""People, suggestions and cards for the tests of the screens, ordinary and hostile ones; and Discord's own checks of a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.demo.discord.messages import limits
from bot.domain import (
    Act,
    Assessment,
    Burst,
    BurstKind,
    BurstState,
    Card,
    Cohort,
    Decision,
    Draft,
    ExpectedRoute,
    Follower,
    HistoryEntry,
    Intent,
    Interaction,
    InteractionKind,
    Member,
    Note,
    OtherSuggestion,
    Override,
    OverrideKind,
    OwnPost,
    Profile,
    Reason,
    ReasonCode,
    ReplyDetails,
    Route,
    Suggestion,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.drafting.intents.rows import IntentSign
from bot.drafting.visible_text import MAX_TEXT_LENGTH, visible_text
from bot.scoring.bursts.handle_pattern import shape_of
from bot.views.format.screen import Screen
from tests.demo.discord.openapi import validator
from tests.support.samples.notes import ASKS, written

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MAYA = Member(11, "Maya")
COMPONENTS_V2 = 1 << 15
STATES = SuggestionState

HOSTILE = (
    *("@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#123456789012345678>", "<t:0:R>"),
    *("<:cat:123456789012345678>", "</pause:123456789012345678>", "[click](https://evil.example)", "https://evil.example/a_b"),
    *("discord.gg/abc", "steam://run/1", "<https://x.y>", "**", "*", "__", "_", "~~", "`", "```", "||", "\\"),
    *("# ", "-# ", "> ", ">>> ", "- ", "+ ", "1. ", "2) ", "\n", "\r\n", "\u2028", "\t", "\x00", "\ud800"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u3164", "\u034f", "\u0301" * 40, "e\u0301"),
    *(
        "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1",
        "\U0001f469\U0001f3fd\u200d\U0001f680",
        "\U0001f1e9\U0001f1ea\U0001f1eb",
        "\u0928\u093f",
    ),
)
"""What people have written into their names to play tricks on whoever shows them."""

hostile_text = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=12).map("".join)
long_hostile_text = st.one_of(hostile_text, st.builds(lambda part, n: part * n, hostile_text, st.integers(1, 400)))
notes = st.one_of(st.none(), st.builds(written, long_hostile_text))
moments = st.integers(-20 * 365, 150 * 365).map(lambda days: NOW + timedelta(days=days))
counts = st.one_of(st.none(), st.integers(0, 10**12))
ids = st.integers(1, 2**63 - 1)

profiles = st.builds(
    Profile,
    user_id=ids,
    username=st.one_of(st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True), hostile_text, st.just("everyone")),
    name=long_hostile_text,
    fetched_at=moments,
    bio=long_hostile_text,
    avatar_url=st.one_of(st.just(""), st.just("https://pbs.twimg.com/profile_images/1/a_normal.jpg"), hostile_text),
    protected=st.booleans(),
    verified=st.booleans(),
    followers=counts,
    following=counts,
    posts=counts,
    created_at=st.one_of(st.none(), moments),
    followed_by_us=st.booleans(),
)
assessments = st.builds(
    Assessment,
    verdict=st.sampled_from(Verdict),
    suspicion=st.integers(0, 100),
    reasons=st.lists(st.builds(Reason, st.builds(written, long_hostile_text), st.integers(0, 100)), max_size=9).map(tuple),
    worth=st.integers(-1000, 1000),
    why=st.builds(written, long_hostile_text).map(lambda note: (note,)),
    suppressed=notes,
)
members = st.builds(Member, ids, long_hostile_text)
decisions = st.builds(Decision, st.sampled_from(Act), moments, st.one_of(st.none(), members), notes)
suggestions = st.builds(
    Suggestion,
    id=st.integers(1, 10**8),
    account_id=ids,
    kind=st.just(SuggestionKind.FOLLOW_BACK),
    user_id=ids,
    state=st.sampled_from(SuggestionState),
    version=st.integers(1, 100),
    assessment=assessments,
    opened_at=moments,
    expires_at=moments,
    snoozed_until=st.one_of(st.none(), moments),
    route=st.one_of(st.none(), st.sampled_from(Route)),
    sent_at=st.one_of(st.none(), moments),
    settled_at=st.one_of(st.none(), moments),
    note=notes,
)
interactions = st.builds(
    Interaction,
    post_id=ids,
    user_id=ids,
    at=moments,
    kind=st.sampled_from(InteractionKind),
    text=long_hostile_text,
    lang=hostile_text,
    summoned=st.booleans(),
)
drafts = st.builds(
    Draft,
    text=st.one_of(st.just(""), long_hostile_text.map(lambda text: visible_text(text)[:MAX_TEXT_LENGTH])),
    revision=st.integers(1, 10**6),
    intent=st.sampled_from(Intent),
    because=notes,
    written_by=st.one_of(st.just(""), long_hostile_text),
)
answerings = st.builds(
    ReplyDetails,
    interaction=interactions,
    draft=drafts,
    why=st.lists(st.builds(written, long_hostile_text), max_size=3).map(tuple),
    no_draft=notes,
    spoke=st.integers(0, 10**9),
    answered=st.integers(0, 10**9),
    answer=st.one_of(st.none(), st.builds(OwnPost, ids, moments, long_hostile_text, ids)),
    has_link=st.booleans(),
    possible_opt_out=st.one_of(st.just(""), long_hostile_text),
)


def _with_reply_details(card: Card, reply_details: ReplyDetails) -> Card:
    suggestion = replace(
        card.suggestion, kind=SuggestionKind.REPLY, post_id=reply_details.interaction.post_id, revision=reply_details.draft.revision
    )
    return replace(card, suggestion=suggestion, reply_details=reply_details)


followers = st.builds(Follower, profiles, moments, moments, st.booleans(), moments, st.integers(0, 3), st.one_of(st.none(), moments))
other_suggestions = st.builds(
    OtherSuggestion,
    id=ids,
    kind=st.sampled_from(SuggestionKind),
    state=st.sampled_from(SuggestionState),
    route=st.one_of(st.none(), st.sampled_from(Route)),
    decision=st.one_of(st.none(), decisions),
)
follow_cards = st.builds(
    Card,
    suggestion=suggestions,
    profile=profiles,
    follower=st.one_of(
        st.none(), st.builds(Follower, profiles, moments, moments, st.booleans(), moments, st.integers(0, 3), st.one_of(st.none(), moments))
    ),
    expected_route=st.sampled_from(ExpectedRoute),
    price=st.integers(0, 10**9),
    decision=st.one_of(st.none(), decisions),
    waiting=notes,
    hand_off_until=st.one_of(st.none(), moments),
    four_eyes=st.booleans(),
    posted=st.booleans(),
    other=st.one_of(st.none(), other_suggestions),
    other_link=st.sampled_from(["", f"https://discord.com/channels/{2**63}/{2**63}/{2**63}"]),
)
reply_cards = st.builds(_with_reply_details, follow_cards, answerings)
cards = st.one_of(follow_cards, reply_cards)
history_entries = st.builds(
    HistoryEntry,
    decision=decisions,
    suggestion_id=ids,
    kind=st.sampled_from(SuggestionKind),
    user_id=ids,
    username=st.one_of(st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True), hostile_text),
)
overrides = st.builds(Override, st.sampled_from(OverrideKind), ids, long_hostile_text, moments)
shares = st.floats(0, 1)
cohorts = st.builds(
    Cohort,
    arrived=st.integers(0, 10**9),
    expected=st.floats(0, 10**9),
    members=st.integers(0, 10**9),
    same_weeks=shares,
    made_from=st.one_of(st.none(), st.dates()),
    made_until=st.one_of(st.none(), st.dates()),
    alike=shares,
    pattern=shares,
    shape=st.builds(shape_of, hostile_text),
    suspicious=shares,
    usually_suspicious=shares,
)
bursts = st.builds(
    Burst,
    id=ids,
    kind=st.sampled_from(BurstKind),
    state=st.sampled_from(BurstState),
    since=moments,
    until=moments,
    detected_at=moments,
    cohort=cohorts,
    version=st.integers(1, 100),
    decided_by=long_hostile_text,
    decided_at=st.one_of(st.none(), moments),
)
followers = st.builds(Follower, profiles, moments, moments, st.booleans(), moments, st.integers(0, 9))


def ada(**changes: Any) -> Profile:
    """Somebody ordinary."""
    profile = Profile(
        user_id=4711,
        username="ada",
        name="Ada Lovelace",
        fetched_at=NOW,
        bio="Notes on engines.",
        avatar_url="https://pbs.twimg.com/profile_images/1/ada.jpg",
        followers=12_400,
        following=310,
        posts=5_200,
        created_at=datetime(2012, 12, 10, tzinfo=UTC),
    )
    return replace(profile, **changes)


def assessed(*facts: str, verdict: Verdict = Verdict.QUIET) -> Assessment:
    return Assessment(verdict, 0, tuple(Reason(written(fact)) for fact in facts), 1)


def burst(state: BurstState = BurstState.OPEN, **changes: Any) -> Burst:
    """Four hundred look-alikes within three quarters of an hour. changes: to the burst, or to its cohort."""
    cohort = Cohort(
        arrived=412,
        expected=3.2,
        members=398,
        same_weeks=0.82,
        made_from=date(2019, 3, 12),
        made_until=date(2019, 4, 2),
        alike=0.91,
        pattern=0.64,
        shape="a8",
        suspicious=0.71,
        usually_suspicious=0.06,
    )
    decided = ("Maya", NOW) if state is not BurstState.OPEN else ("", None)
    shown = Burst(3, BurstKind.PURCHASE, state, NOW, NOW + timedelta(minutes=45), NOW, cohort, 1, *decided)
    of_cohort = {name: changes.pop(name) for name in list(changes) if hasattr(cohort, name)}
    return replace(shown, cohort=replace(cohort, **of_cohort), **changes)


POSTED = Note(ReasonCode.POSTED, {"times": 5_200, "so_far": 0})


def card(state: SuggestionState = STATES.OPEN, *, said: Act | None = None, profile: Profile | None = None, **changes: Any) -> Card:
    """Ada's card. said: what Maya said last; changes: to the card, or to its suggestion; a note may be given by its words."""
    changes |= {name: written(changes[name]) for name in ("note", "waiting") if isinstance(changes.get(name), str)}
    suggestion = Suggestion(
        id=7,
        account_id=1,
        kind=SuggestionKind.FOLLOW_BACK,
        user_id=4711,
        state=state,
        version=1,
        assessment=Assessment(Verdict.QUIET, 0, (Reason(POSTED),), 1),
        opened_at=NOW,
        expires_at=NOW + timedelta(hours=72),
    )
    decision = Decision(said, NOW, MAYA) if said else None
    follower = Follower(profile or ada(), NOW, NOW, baseline=False, followed_at=NOW - timedelta(hours=1))
    shown = Card(suggestion, profile or ada(), follower, ExpectedRoute.HAND_OFF, 15_000, decision, posted=True)
    of_suggestion = {name: changes.pop(name) for name in list(changes) if hasattr(suggestion, name)}
    return replace(shown, suggestion=replace(suggestion, **of_suggestion), **changes)


_BY_API: dict[str, Any] = {"expected_route": ExpectedRoute.API, "price": 10_000}


def reply_card(state: SuggestionState = STATES.OPEN, *, said: Act | None = None, asked: str = "Are you open?", **changes: Any) -> Card:
    """Ada asked something. changes: to the draft, what the card shows of the answer, the card, or its suggestion."""
    if isinstance(changes.get("no_draft"), str):
        changes["no_draft"] = written(changes["no_draft"])
    post = Interaction(1_900_000_000_000_000_000, 4711, NOW - timedelta(minutes=3), InteractionKind.MENTION, asked, "en", summoned=True)
    draft = Draft("We are, until six.", 2, Intent.QUESTION, Note(IntentSign.SHOWS, {"sign": "?"}), 5)
    reply_details = ReplyDetails(post, draft, why=ASKS, spoke=2, answered=1)
    draft = replace(draft, **{name: changes.pop(name) for name in list(changes) if hasattr(draft, name)})
    reply_details = replace(
        reply_details, draft=draft, **{name: changes.pop(name) for name in list(changes) if hasattr(reply_details, name)}
    )
    return _with_reply_details(card(state, said=said, **_BY_API | changes), reply_details)


def components(view: Screen) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]  # discord.py does not annotate it
    return found


def options(view: Screen) -> dict[str, str]:
    """The options of its menus: the value of each by its label."""
    menus = [part for part in _walk(components(view)) if part["type"] == 3]
    return {option["label"]: option["value"] for menu in menus for option in menu["options"]}


def texts(view: Screen) -> list[str]:
    """Everything that can be read on it, in order."""
    return [part["content"] for part in _walk(components(view)) if part["type"] == 10]


def text(view: Screen) -> str:
    return "\n".join(texts(view))


def buttons(view: Screen) -> dict[str, str]:
    """Labels with where they lead: a custom_id or an address."""
    return {part["label"]: part.get("custom_id") or part["url"] for part in _walk(components(view)) if part["type"] == 2}


def discord_takes(view: Screen, uploads: int = 0) -> None:
    """Raises what is wrong with a screen by Discord's documentation, and by its OpenAPI document where that is at hand."""
    form = {"components": components(view), "flags": COMPONENTS_V2}
    limits.check_message(form, uploads=uploads)
    check = validator()
    if check is not None:
        check("POST", "/channels/{channel_id}/messages", form)


def walked(view: Screen) -> list[dict[str, Any]]:
    """Every component of a screen, from the outside in."""
    return _walk(components(view))


def _walk(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for part in parts:
        found.append(part)
        found += _walk(part.get("components", []))
        found += _walk([part["accessory"]]) if "accessory" in part else []
    return found
