"""Who comes first, and the line that says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import InteractionHistory, Keywords, OverrideKind, Profile, Verdict
from bot.scoring.assess import assess
from bot.scoring.follow_worth import FOLLOW_BACK_PHRASES, FOLLOW_BACK_SIGNS, handles_in, offers_follow_backs
from bot.views.people.person import why_line
from bot.views.words.sentences import sentence
from tests.support.samples.profiles import GENUINE, NOW, interaction_history, keywords, profiles, said

COFFEE = Keywords(topics=("coffee", "machine learning", "design", "Berlin"))


def worth(profile: Profile, what: InteractionHistory | None = None, cares: Keywords | None = None) -> int:
    return assess(profile, NOW, what or InteractionHistory(), cares or Keywords()).worth


def why(profile: Profile, what: InteractionHistory | None = None, cares: Keywords | None = None) -> str:
    return why_line(assess(profile, NOW, what or InteractionHistory(), cares or Keywords()))


def test_reach_comes_first_and_doubt_last() -> None:
    small, big = replace(GENUINE, followers=320), replace(GENUINE, followers=40_000)
    doubtful, suspicious = replace(GENUINE, followers=8_000, following=90_000), replace(GENUINE, followers=8_000, following=900_000)

    assert [assess(p, NOW).verdict for p in (doubtful, suspicious)] == [Verdict.UNSURE, Verdict.SUSPICIOUS]
    worths = [worth(p) for p in (big, small, doubtful, suspicious)]
    assert worths == sorted(worths, reverse=True)


@given(profiles, profiles, interaction_history, interaction_history, keywords)
def test_whoever_is_engaged_comes_before_everybody_who_is_not(
    one: Profile, two: Profile, how: InteractionHistory, other: InteractionHistory, cares: Keywords
) -> None:
    first, second = assess(one, NOW, how, cares), assess(two, NOW, other, cares)

    if (first.verdict is Verdict.ENGAGED) > (second.verdict is Verdict.ENGAGED):
        assert first.worth > second.worth


def test_topics_and_common_ground_bring_forward_and_only_so_far() -> None:
    barista = replace(GENUINE, bio="Coffee. Design. #MachineLearning. Berliner")

    assert worth(GENUINE) < worth(replace(GENUINE, bio="coffee"), cares=COFFEE) < worth(barista, cares=COFFEE)
    assert worth(barista, cares=COFFEE) == worth(barista, cares=replace(COFFEE, topics=COFFEE.topics[:3]))
    assert (
        worth(GENUINE) < worth(GENUINE, InteractionHistory(connections=("a",))) < worth(GENUINE, InteractionHistory(connections=("a", "b")))
    )


def test_who_leaves_and_comes_back_falls_behind() -> None:
    assert worth(GENUINE) > worth(GENUINE, InteractionHistory(times_returned=1)) > worth(GENUINE, InteractionHistory(times_returned=2))


@pytest.mark.parametrize("phrase", [*FOLLOW_BACK_PHRASES, *FOLLOW_BACK_SIGNS])
def test_every_phrase_of_the_table_is_found_as_a_hashtag_in_capitals_and_in_a_sentence(phrase: str) -> None:
    for bio in (f"#{phrase.replace(' ', '').lstrip('#')}", phrase.upper(), f"Berlin, {phrase}!", f"{phrase}100"):
        assert offers_follow_backs(replace(GENUINE, bio=bio)), bio
    assert offers_follow_backs(replace(GENUINE, name=phrase))


@pytest.mark.parametrize(
    "bio", ["Sígueme y te sigo", "#SiguemeYTeSigo", "follow-back", "I FOLLOW_BACK", "𝗙𝗼𝗹𝗹𝗼𝘄 𝗯𝗮𝗰𝗸", "相互フォローお願いします"]
)
def test_other_spellings_are_found_too(bio: str) -> None:
    collector = replace(GENUINE, bio=bio)

    assert worth(collector) < worth(replace(collector, bio="Berlin"))
    assert "offers follow-backs to anyone" in [sentence(reason.fact) for reason in assess(collector, NOW).reasons]


@pytest.mark.parametrize(
    "bio", ["Follow backstage life", "I follow. Backpacks!", "software-defined vehicles (SDV)", "wtf4f", "gifb", "Seguimi", ""]
)
def test_what_only_looks_like_it_is_not(bio: str) -> None:
    assert not offers_follow_backs(replace(GENUINE, bio=bio))


# The line


@pytest.mark.parametrize(
    ("profile", "what", "line"),
    [
        (GENUINE, InteractionHistory(), "writes about coffee"),
        (replace(GENUINE, bio=""), InteractionHistory(), "new, and nothing speaks against them"),
        (replace(GENUINE, bio="", following=4_500), InteractionHistory(), "new, and the facts do not settle it"),
        (replace(GENUINE, bio="", followers=12_400), InteractionHistory(), "12,400 people follow them"),
        (
            replace(GENUINE, followers=12_400),
            InteractionHistory(mentions=2),
            "spoke to you twice · writes about coffee · 12,400 people follow them",
        ),
        (
            replace(GENUINE, followers=12_400),
            InteractionHistory(connections=("bean",)),
            "writes about coffee · names @bean, whom you follow, in their bio · 12,400 people follow them",
        ),
        (
            replace(GENUINE, bio=""),
            InteractionHistory(connections=("a", "b", "c")),
            "names @a, @b and 1 more, whom you follow, in their bio",
        ),
        (replace(GENUINE, bio="Coffee design"), InteractionHistory(), "writes about coffee and design"),
        (replace(GENUINE, bio="", following=4_500), InteractionHistory(override=said(OverrideKind.FINE)), "Maya said they are fine"),
    ],
)
def test_the_line_says_the_strongest_points(profile: Profile, what: InteractionHistory, line: str) -> None:
    assert why(profile, what, COFFEE) == line


@given(profiles, interaction_history, keywords, st.text("ABCDEFG ", min_size=1))
def test_no_word_of_theirs_gets_into_the_line(profile: Profile, what: InteractionHistory, cares: Keywords, text: str) -> None:
    anonymous = replace(profile, name="", bio="")
    plain_keywords = replace(cares, topics=())

    assert why(replace(profile, name=text, bio=text), what, plain_keywords) == why(anonymous, what, plain_keywords)
    assert "\n" not in why(profile, what, plain_keywords)


# Handles


@pytest.mark.parametrize(
    ("bio", "handles"),
    [
        ("CEO @acme, ex @Foo_Bar (also @ACME)", ["acme", "Foo_Bar"]),
        ("＠jp and .@dots", ["jp"]),
        ("mail me@home.com, a@b, @@twice, @", []),
        ("@fifteen_letters @sixteen_letters_", ["fifteen_letters"]),
        ("", []),
    ],
)
def test_the_handles_of_a_bio(bio: str, handles: list[str]) -> None:
    assert handles_in(bio) == handles


@given(st.text(max_size=300) | st.text("@a_b. ", max_size=300))
def test_handles_are_handles_and_at_most_ten(bio: str) -> None:
    handles = handles_in(bio)

    assert len(handles) == len({handle.lower() for handle in handles}) <= 10
    assert all(f"@{handle}" in bio.replace("＠", "@") and handle.isascii() and 1 <= len(handle) <= 15 for handle in handles)
