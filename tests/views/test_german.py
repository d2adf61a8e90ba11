"""Cards and the digest in German: no English word is left."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import (
    Act,
    Assessment,
    Blocker,
    BurstKind,
    Card,
    DayCount,
    Digest,
    DigestCost,
    DigestPerson,
    ExpectedRoute,
    Figure,
    FollowCounts,
    Incident,
    Intent,
    KindCounts,
    MemberDecisions,
    Note,
    PostCounts,
    Reason,
    ReasonCode,
    Route,
    SuggestionKind,
    SuggestionState,
    Verdict,
    WaitingPost,
)
from bot.views.digest.digest import digest_view
from bot.views.format.i18n import language, speaking
from bot.views.format.screen import Screen
from bot.views.suggestions.card import card_view
from bot.views.suggestions.queue import queue_view
from bot.views.words.sentences import sentence
from bot.x.errors import XCode
from tests.support.samples.cards import NOW, ada, buttons, card, discord_takes, reply_card, text, walked

STATES = SuggestionState
ENGLISH = re.compile(
    r"\b(?:the|and|of|to|is|are|has|have|were|you|your|they|them|their|this|that|with|within|not|no|it|its|at|on|by|for|from|"
    r"follows?|followed|following|followers|post|posted|times|once|twice|approve\w*|skip\w*|snooze\w*|nothing|nobody|somebody|who|why|"
    r"waiting|decision|digest|daily|left|new|spent|verdict|quiet|unsure|suspicious|engaged|joined|reach|people|later|if|never)\b",
    re.IGNORECASE,
)
"""What stands in nearly every English sentence, and in no German one."""
OURS = ("Follower", "Posts", "Post", "Follows", "Mutuals", "Ada Lovelace", "Maya", "Leo", "harbours", "an ")
FACTS = (
    Note(ReasonCode.IMBALANCE, {"following": 4_871, "followers": 9}),
    Note(ReasonCode.POSTED, {"times": 2, "so_far": 1}),
    Note(ReasonCode.LAST_POSTED, {"years": 8}),
    Note(ReasonCode.SPOKE, {"times": 3, "last": NOW.date()}),
)
ASSESSMENT = Assessment(
    Verdict.UNSURE, 45, tuple(Reason(fact) for fact in FACTS), 70, (Note(ReasonCode.TOPICS, {"named": ("harbours",), "more": 0}),)
)


def words(view: Screen) -> str:
    """Everything that somebody can read, or have read out, on it."""
    described = [
        part["description"]
        for shown in walked(view)
        for part in [shown.get("media", {}), *shown.get("items", [])]
        if part.get("description")
    ]
    return "\n".join([text(view), *buttons(view), *described])


def english_in(said: str) -> list[str]:
    for ours in OURS:
        said = said.replace(ours, "")
    said = re.sub(r"<t:\d+:\w>|\(https?://\S+\)|/\w+ [\w-]+|/\w+", "", said)
    return ENGLISH.findall(said)


@pytest.mark.parametrize(
    "shown",
    [
        *(card(assessment=ASSESSMENT, expected_route=route) for route in ExpectedRoute),
        card(STATES.SNOOZED, said=Act.SNOOZE, assessment=ASSESSMENT, snoozed_until=NOW),
        card(STATES.APPROVED, said=Act.APPROVE, waiting=Note(Blocker.QUIET_HOURS, {"until": NOW, "days": 1})),
        card(
            STATES.APPROVED,
            said=Act.APPROVE,
            waiting=Note(Blocker.SPREAD_OUT, {"at": NOW, "days": 0, "per_hour": 5, "per_day": 50, "kind": "follow_back"}),
        ),
        card(STATES.APPROVED, said=Act.RETRY, waiting=Note(XCode.RATE_LIMITED)),
        card(STATES.DELIVERING, said=Act.APPROVE),
        card(STATES.IN_DOUBT, said=Act.APPROVE),
        card(STATES.HANDED_OFF, said=Act.APPROVE, route=Route.HAND_OFF, hand_off_until=NOW),
        card(STATES.DONE, said=Act.APPROVE, route=Route.API, settled_at=NOW),
        card(STATES.FAILED, said=Act.APPROVE, settled_at=NOW, note=Note(XCode.PERSON_GONE)),
        card(STATES.LAPSED, said=Act.APPROVE, sent_at=NOW - timedelta(hours=48), settled_at=NOW),
        card(STATES.SKIPPED, said=Act.NOT_FOR_US, settled_at=NOW),
        card(STATES.WITHDRAWN, said=Act.WITHDRAW, settled_at=NOW),
        card(STATES.EXPIRED, settled_at=NOW),
    ],
    ids=lambda shown: shown.suggestion.state.value,
)
def test_no_english_word_is_left_on_a_follow_card(shown: Card) -> None:
    plain = replace(shown, profile=ada(bio="", name="Ada Lovelace"))
    with speaking(language("de")):
        view = card_view(plain)
    discord_takes(view)

    assert english_in(words(view)) == []
    assert english_in(words(card_view(plain))), "the same card is in English where nobody asked for German"


@pytest.mark.parametrize("state", STATES)
def test_no_english_word_is_left_in_the_queue_of_replies(state: SuggestionState) -> None:
    shown = replace(
        reply_card(state, said=Act.APPROVE, assessment=ASSESSMENT, asked="?", text="!"), profile=ada(bio="", name="Ada Lovelace")
    )
    with speaking(language("de")):
        view = queue_view(SuggestionKind.REPLY, shown, waiting=12, skip=2)
    discord_takes(view)

    assert english_in(words(view)) == []


@pytest.mark.parametrize("weekly", [False, True], ids=["a day", "a week"])
def test_no_english_word_is_left_in_a_digest(weekly: bool) -> None:
    digest = Digest(
        day=NOW.date(),
        since=NOW - timedelta(days=7 if weekly else 1),
        until=NOW,
        weekly=weekly,
        gained=1_234,
        lost=5,
        followers=20_000,
        before=18_771,
        counted_at=NOW,
        miscounted_since=NOW - timedelta(hours=5),
        bursts={BurstKind.PURCHASE: 234},
        worth_a_look=2,
        by_verdict={verdict.value: 250 for verdict in Verdict},
        best=(DigestPerson(1, "ada", "Ada", FACTS[1]),),
        newcomer=DigestPerson(1, "ada", "Ada", FACTS[0]),
        oldest=WaitingPost(1, 2, DigestPerson(2, "bo", "Bo"), NOW, Intent.COMPLAINT),
        members=(MemberDecisions("Maya", 2, 60), MemberDecisions("Leo", 1, 4_000)),
        kinds={SuggestionKind.FOLLOW_BACK: KindCounts(1, 2, 3, 4)},
        posts=PostCounts(5, 0, waiting=1, approved=1, skipped=1, late=1, failed=1),
        days=(DayCount(NOW.date() - timedelta(days=1), 4, 1, 19_000, {"quiet": 4}), DayCount(NOW.date(), 1_234, 5, 20_000, bought=1_234)),
    )
    rest = replace(
        digest,
        bursts={BurstKind.VIRAL: 2},
        posts=PostCounts(9, 4, left_out={"spam": 3, "gone": 2}, answered=8),
        miscounted_since=None,
        oldest=WaitingPost(1, 2, DigestPerson(2, "bo", "Bo"), NOW, Intent.QUESTION),
        kinds={},
        members=(),
        best=(),
        following=159,
        ratio_before=FollowCounts(NOW.date(), 9_000, 159),
        cost=DigestCost(NOW.date(), NOW.date(), 45_000, 2_460_000, 50_000_000),
        days=(),
    )
    with speaking(language("de")):
        views = [digest_view(digest), digest_view(rest)]
    for view in views:
        discord_takes(view, uploads=1)
        assert english_in(words(view)) == []
    assert "### 1.000 neue Follower, 2 einen Blick wert; 5 gegangen" in words(views[0])
    assert "Ihr folgt 159: 1 zu 126, steigt von 1 zu 57" in words(views[1])


def test_a_quiet_day_and_what_was_out_of_the_ordinary_are_german_too() -> None:
    quiet = Digest(NOW.date(), NOW, NOW, gained=0, lost=0, followers=None, kinds={SuggestionKind.REPLY: KindCounts(undecided=2)})
    figures: dict[str, Figure] = {"minutes": 90, "since": NOW, "at": NOW, "kind": "reply"}
    with speaking(language("de")):
        said = words(digest_view(quiet))
        incidents = [sentence(Note(code, figures)) for code in Incident]

    assert "Bericht · Montag, 2. März · nichts Neues · 2 offen" in said
    assert english_in("\n".join([said, *incidents])) == []
