"""Words of several lists in one text, by their stems and endings, also where no spaces part them."""

from __future__ import annotations

from hypothesis import given

from bot.drafting.lexicon.phrases import folded, words_in
from bot.drafting.lexicon.vocabulary import Vocabulary
from tests.support.samples.texts import anything

WORDS = Vocabulary(
    {
        "thing": {"en": ["parcel*", "app", "gift card"], "de": ["*karte", "app"], "zh": ["包裹"]},
        "trouble": {"en": ["late", "gift"], "de": ["verspätet*"], "zh": ["丢", "丢了", "没 到"]},
        "late": {"en": ["late"]},
    }
)


def found(text: str, taken: tuple[int, ...] = ()) -> list[tuple[str, str, str]]:
    words, _ = WORDS.split(words_in(folded(text)))
    return [(part.kind, part.language, part.shown) for part in WORDS.found(words, taken)]


def test_whole_words_stems_and_endings() -> None:
    assert found("my parcels") == [("thing", "en", "parcel")]
    assert found("Fahrkarte VERSPAETET verspätete") == [("thing", "de", "karte"), ("trouble", "de", "verspätet")]
    assert found("apple latex") == []


def test_several_lists_and_languages_may_know_a_word() -> None:
    assert found("app") == [("thing", "en", "app"), ("thing", "de", "app")]
    assert found("laaaate") == [("trouble", "en", "late"), ("late", "en", "late")]


def test_the_longest_of_a_language_counts() -> None:
    assert found("gift card") == [("thing", "en", "gift card")]
    assert found("gift. card") == [("trouble", "en", "gift")]


def test_words_inside_of_scripts_without_spaces() -> None:
    assert found("我的包裹丢了") == [("thing", "zh", "包裹"), ("trouble", "zh", "丢了")]
    assert found("还没到") == [("trouble", "zh", "没 到")]


def test_the_arabic_article_makes_no_difference() -> None:
    words = Vocabulary({True: {"ar": ["بارد", "ال"]}})
    for word in ("بارد", "البارد", "والبارد", "للبارد"):
        assert [part.shown for part in words.found(words_in(folded(word)))] == ["بارد"]
    assert [part.shown for part in words.found(words_in(folded("ال")))] == ["ال"]


def test_what_is_taken_is_not_found() -> None:
    assert found("late app", taken=(0,)) == [("thing", "en", "app"), ("thing", "de", "app")]


def test_where_a_part_stood() -> None:
    words, places = WORDS.split(words_in(folded("ok 我的包裹 late")))
    assert words.words == ["ok", "我", "的", "包裹", "late"]
    assert places == [0, 1, 1, 1, 2]


@given(anything)
def test_any_text_is_split_without_loss(text: str) -> None:
    words = words_in(folded(text))
    split, places = WORDS.split(words)

    assert len(split.words) == len(places)
    assert sorted(set(places)) == list(range(len(words.words)))
    assert all(part.begin < part.end <= len(split.words) for part in WORDS.found(split))
