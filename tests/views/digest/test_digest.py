"""The digest: short, complete, adding up, and leading on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import (
    BurstKind,
    DayCount,
    Departure,
    Digest,
    DigestCost,
    DigestPerson,
    FollowCounts,
    Incident,
    Intent,
    KindCounts,
    MemberDecisions,
    Note,
    PostCounts,
    ReasonCode,
    SuggestionKind,
    Verdict,
    WaitingPost,
)
from bot.views.digest.digest import CHART_FILE, MOST_ROWS, MOST_WORDS, digest_view
from bot.views.digest.growth_chart import chart_alt_text
from bot.views.format.fitting import row_count, visible, word_count
from bot.views.format.i18n import CODES, language, speaking
from bot.views.suggestions.marks import announcement_component_id, announcement_of_component
from tests.support.samples.cards import NOW, buttons, components, discord_takes, hostile_text, ids, long_hostile_text, moments, notes, text

FIRST = date(2026, 2, 1)
FOLLOW_BACK, REPLY = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def person(username: str, why: Note | None = None, **changes: object) -> DigestPerson:
    return replace(DigestPerson(sum(map(ord, username)), username, username.title(), why), **changes)  # type: ignore[arg-type]


ADA = person("ada", Note(ReasonCode.TOPICS, {"named": ("harbours",), "more": 0}))
BO = person("bo", Note(ReasonCode.SPOKE, {"times": 3, "last": None}))
CY = person("cy", Note(ReasonCode.NEW_AND_FINE))
DEE = WaitingPost(7, 70, person("dee"), NOW - 7 * HOUR, Intent.QUESTION)


def days(n: int, *, known: bool = True) -> tuple[DayCount, ...]:
    counts = [2_400 + 3 * i if known else None for i in range(n)]
    return tuple(DayCount(FIRST + i * DAY, 3 + i, i % 3, counts[i], {"quiet": 2 + i, "engaged": 1}) for i in range(n))


FULL: dict[str, object] = {
    "day": date(2026, 3, 2),
    "since": NOW - DAY,
    "until": NOW,
    "gained": 41,
    "lost": 9,
    "followers": 2_409,
    "counted_at": NOW,
    "before": 2_377,
    "by_verdict": {"quiet": 30, "engaged": 8, "suspicious": 3},
    "worth_a_look": 3,
    "best": (ADA, BO, CY),
    "oldest": DEE,
    "left": ("xi", "yu"),
    "members": (MemberDecisions("Maya", 12, 240), MemberDecisions("Leo", 3, 3_600)),
    "kinds": {FOLLOW_BACK: KindCounts(done=4, approved=2, undecided=12, missed=1), REPLY: KindCounts(done=12, undecided=5)},
    "posts": PostCounts(came=59, answered=12, waiting=5, left_out={"spam": 31, "repeated": 9}, late=2),
    "following": 159,
    "ratio_before": FollowCounts(date(2026, 1, 31), 2_240, 160),
    "cost": DigestCost(date(2026, 3, 1), date(2026, 3, 1), 45_000, 2_460_000, 50_000_000),
    "days": days(30),
}
NOTHING: dict[str, object] = {
    **dict.fromkeys(("gained", "worth_a_look"), 0),
    **dict.fromkeys(("best", "left", "members"), ()),
    **dict.fromkeys(("oldest", "following", "ratio_before"), None),
    "lost": 0,
    "before": 2_409,
    "kinds": {},
    "posts": PostCounts(),
    "by_verdict": {},
}


def digest(**changes: object) -> Digest:
    return Digest(**(FULL | changes))  # type: ignore[arg-type]  # the facts stand above with their types


def lines(shown: Digest, words: str = "do you ship to Norway?") -> list[str]:
    """Without what makes a handle a link."""
    return [visible(line) for line in text(digest_view(shown, words=words)).split("\n")]


def test_a_full_day_is_read_in_twenty_seconds() -> None:
    assert lines(digest()) == [
        "41 new followers, 3 worth a look; 9 left",
        "Digest · Monday 2 March · 2,409 followers (+32)",
        "Question: @dee, 00 00000 000: “do you ship…”",
        "Waiting: @ada (writes about harbours), @bo (spoke to you 3 times)",
        "Decided: Maya 12 (median 4 min), Leo 3 (1 h)",
        "Follow-backs: 4 done, 2 approved, 12 waiting, 1 lapsed",
        "59 posts: 12 answered, 5 waiting, 40 left out (31 spam, 9 repeated), 2 late",
        "You follow 159: 1 to 15, rising from 1 to 14",
        "X: $0.045 on 1 Mar UTC; March $2.46 of $50.00",
    ]


names = st.one_of(st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True), hostile_text)
people = st.builds(DigestPerson, ids, names, long_hostile_text, notes)
amounts = st.integers(0, 10**9)
WITH_KIND = frozenset({Incident.API_CLOSED, Incident.API_OPEN})
incidents = st.one_of(
    st.builds(lambda code, at: Note(code, {"since": at, "minutes": 90}), st.sampled_from(sorted(set(Incident) - WITH_KIND)), moments),
    st.builds(lambda code, at: Note(code, {"kind": "reply", "at": at}), st.sampled_from(sorted(WITH_KIND)), moments),
)
digests = st.builds(
    Digest,
    day=st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    since=moments,
    until=moments,
    gained=amounts,
    lost=st.one_of(st.none(), amounts),
    followers=st.one_of(st.none(), st.integers(0, 10**12)),
    before=st.one_of(st.none(), amounts),
    told_before=st.integers(0, 9),
    uncounted=st.integers(0, 9),
    counted_at=st.one_of(st.none(), moments),
    miscounted_since=st.one_of(st.none(), moments),
    left=st.lists(names, max_size=12).map(tuple),
    by_verdict=st.dictionaries(st.sampled_from([v.value for v in Verdict]), amounts),
    bursts=st.dictionaries(st.sampled_from(BurstKind), amounts),
    worth_a_look=amounts,
    best=st.lists(people, max_size=3).map(tuple),
    newcomer=st.one_of(st.none(), people),
    oldest=st.one_of(st.none(), st.builds(WaitingPost, st.integers(1, 10**8), ids, people, moments, st.sampled_from(Intent))),
    members=st.lists(st.builds(MemberDecisions, long_hostile_text, amounts, amounts), max_size=20).map(tuple),
    kinds=st.dictionaries(st.sampled_from(SuggestionKind), st.builds(KindCounts, *[st.integers(0, 10**6)] * 4)),
    posts=st.one_of(
        st.none(),
        st.builds(PostCounts, *[amounts] * 6, left_out=st.dictionaries(st.text(max_size=9), amounts), late=amounts, failed=amounts),
    ),
    following=st.one_of(st.none(), amounts),
    ratio_before=st.one_of(st.none(), st.builds(FollowCounts, st.just(FIRST), amounts, amounts)),
    cost=st.one_of(st.none(), st.builds(DigestCost, st.dates(), st.dates(), amounts, amounts, amounts)),
    incidents=st.lists(incidents, max_size=9).map(tuple),
    days=st.one_of(st.just(()), st.integers(1, 30).map(days)),
    weekly=st.booleans(),
)


@given(digests, long_hostile_text, st.sampled_from(CODES))
def test_no_digest_is_longer_than_a_phone_and_discord_takes_it(shown: Digest, words: str, spoken: str) -> None:
    with speaking(language(spoken)):
        view = digest_view(shown, words=words)
    discord_takes(view, uploads=1)
    said = text(view).split("\n")

    assert "@everyone" not in text(view)
    assert sum(map(row_count, said)) <= MOST_ROWS
    assert sum(map(word_count, said)) <= MOST_WORDS
    assert said[0].startswith(("### ", "-# "))


def test_a_day_on_which_nothing_happened_is_one_line_without_a_chart() -> None:
    quiet = digest(**NOTHING)
    assert lines(quiet) == ["Digest · Monday 2 March · nothing new"]
    assert all(part["type"] != 12 for part in components(digest_view(quiet))[0]["components"])
    assert list(buttons(digest_view(quiet))) == ["Show week"]
    waiting = digest(**NOTHING | {"kinds": {FOLLOW_BACK: KindCounts(undecided=12)}})
    assert lines(waiting) == ["Digest · Monday 2 March · nothing new · 12 waiting"]
    assert list(buttons(digest_view(waiting))) == ["Review the queue (12)", "Show week"]


@pytest.mark.parametrize(
    "happened",
    [
        {"gained": 1},
        {"lost": 1},
        {"members": (MemberDecisions("Maya", 1, 1),)},
        {"posts": PostCounts(came=1, waiting=1)},
        {"kinds": {REPLY: KindCounts(missed=1)}},
        {"incidents": (Note(Incident.CANNOT_READ),)},
        {"miscounted_since": NOW},
        {"weekly": True},
    ],
    ids=lambda happened: next(iter(happened)),
)
def test_whatever_happened_makes_it_more_than_a_line(happened: dict[str, object]) -> None:
    assert len(lines(digest(**NOTHING | happened))) > 1


def test_a_burst_is_told_apart_from_who_came_by_themselves() -> None:
    said = lines(digest(gained=324, before=2_094, bursts={BurstKind.PURCHASE: 302}))
    assert said[0] == "22 new followers, 3 worth a look; 9 left"
    assert said[2] == "302 more came at once and look bought."
    assert said[1].endswith("· 2,409 followers (+315)")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"before": 2_374}, "X counts 3 more than Mutuals saw come."),
        ({"before": 2_372, "told_before": 5}, "X's count has 5 more, told of in the last digest."),
        ({"before": 2_379, "uncounted": 2}, "2 of them came after X's last count."),
    ],
)
def test_where_the_figures_do_not_add_up_the_difference_is_named(changes: dict[str, object], said: str) -> None:
    shown = digest(**changes)
    assert shown.change == shown.told_before + shown.gained - shown.uncounted - (shown.lost or 0) + shown.unexplained
    assert said in lines(shown)
    assert said not in lines(digest())


def test_posts_are_told_with_those_from_before_and_the_other_reasons() -> None:
    left_out = {"spam": 4, "account_gone": 1, "post_hidden": 1, "novel": 1}
    posts = PostCounts(came=9, carried=4, answered=2, waiting=1, approved=1, skipped=1, failed=1, left_out=left_out)
    (said,) = [line for line in lines(digest(posts=posts, best=(), kinds={}, members=())) if "posts" in line]
    assert said == (
        "9 posts, 4 earlier: 2 answered, 1 approved, 1 waiting, 1 skipped, 7 left out (4 spam, 2 gone from X, 1 other), 1 failed"
    )


def test_a_question_is_quoted_without_whom_it_begins_with() -> None:
    assert "Question: @dee, 00 00000 000: “is it open?”" in lines(digest(), "@acme @bo is it open?")


def test_a_complaint_and_a_post_whose_words_are_gone_are_named_too() -> None:
    complaint = digest(oldest=replace(DEE, intent=Intent.COMPLAINT))
    assert "Complaint: @dee, 00 00000 000: “no parcel”" in lines(complaint, "no parcel")
    assert "Question: @dee, 00 00000 000" in lines(digest(), "")
    assert not any("Question" in line for line in lines(digest(oldest=replace(DEE, intent=Intent.PRAISE))))


@pytest.mark.parametrize(
    ("followers", "following", "before", "said"),
    [
        (2_400, 160, (2_400, 160), "1 to 15, steady"),
        (2_400, 160, (2_560, 160), "1 to 15, falling from 1 to 16"),
        (300, 200, (200, 200), "1 to 1.5, rising from 1 to 1"),
        (200, 600, (100, 600), "3 to 1, rising from 6 to 1"),
        (2_400, 160, None, "1 to 15"),
        (2_400, 160, (0, 160), "1 to 15"),
    ],
)
def test_the_ratio_and_where_it_is_heading(followers: int, following: int, before: tuple[int, int] | None, said: str) -> None:
    then = FollowCounts(FIRST, *before) if before else None
    shown = digest(followers=followers, following=following, ratio_before=then, lost=None, posts=None)
    (line,) = [line for line in lines(shown) if "You follow" in line]
    assert line == f"You follow {following}: {said}"


def test_whoever_follows_nobody_has_no_ratio() -> None:
    assert not any("You follow" in line for line in lines(digest(following=0)))


def test_members_who_are_not_named_are_counted() -> None:
    members = tuple(MemberDecisions(name, 9 - n, 60) for n, name in enumerate(("Maya", "Leo", "Sam", "Olga", "Kim")))
    assert "Decided: Maya 9 (median 1 min), Leo 8 (1 min), Sam 7 (1 min), others 11" in lines(digest(members=members, best=(), posts=None))


def test_those_who_left_are_named_where_there_is_room() -> None:
    assert "Who left: @xi, @yu (suspended)" in lines(digest(best=(), posts=None, departures={"yu": Departure.SUSPENDED}))
    assert not any("Who left" in line for line in lines(digest(left=())))


def test_what_x_cost_over_several_days_says_which() -> None:
    cost = DigestCost(date(2026, 2, 23), date(2026, 3, 1), 0, 2_460_000, 50_000_000)
    assert "X: nothing from 23 Feb to 1 Mar UTC; March $2.46 of $50.00" in lines(digest(cost=cost, posts=None))


def test_a_digest_of_several_days_says_since_when() -> None:
    assert lines(digest(since=NOW - 3 * DAY))[1].startswith("Digest · Monday 2 March · since ")


def test_the_week_is_named_with_its_best_and_its_worst() -> None:
    said = lines(digest(weekly=True, since=NOW - 7 * DAY, days=days(7), newcomer=ADA))
    assert said[1] == "Weekly digest · 31 Jan to 7 Feb · 2,409 followers (+32)"
    assert "Best day: Saturday +9 · worst: Sunday +3" in said
    assert "Best newcomer: @ada (writes about harbours)" in said


def test_only_buttons_that_can_do_something_are_there() -> None:
    assert list(buttons(digest_view(digest()))) == ["Review the queue (12)", "Answer the oldest", "Show week"]
    assert list(buttons(digest_view(digest(oldest=None, kinds={})))) == ["Show week"]
    assert list(buttons(digest_view(digest(weekly=True, oldest=None, kinds={})))) == []


def test_the_chart_is_shown_with_its_numbers_in_words() -> None:
    gallery = components(digest_view(digest()))[0]["components"][1]
    assert gallery["items"][0]["media"]["url"] == f"attachment://{CHART_FILE}"
    assert gallery["items"][0]["description"] == chart_alt_text(days(30))


def test_without_days_there_is_no_chart() -> None:
    assert all(part["type"] != 12 for part in components(digest_view(digest(days=())))[0]["components"])


def test_an_announced_digest_can_be_recognised() -> None:
    assert announcement_of_component(components(digest_view(digest(), component_id=announcement_component_id(5)))[0]["id"]) == 5
    assert "id" not in components(digest_view(digest()))[0]
