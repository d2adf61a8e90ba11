"""The team's words are found by their stems, in several languages, and never inside of other words."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.interests import MAX_KEYWORD_LENGTH, MAX_KEYWORDS, clean_keywords, matching
from bot.views.words.sentences import sentence


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("roast", "We are roasting since 1998"),
        ("coffee", "COFFEES of the world"),
        ("politics", "political junkie"),
        ("libro", "Libros y café"),
        ("Übung", "ÜBUNGEN für alle"),
        ("Hund", "zwei Hunde"),
        ("voiture", "les voitures anciennes"),
        ("viagem", "Viagens"),
        ("ragazzo", "i ragazzi"),
        ("fietsen", "fiets"),
        ("die", "a dying art"),
        ("casino", "𝐂𝐚𝐬𝐢𝐧𝐨𝐬"),
        ("casino", "c\u200basi\u00adno"),
        ("slow food", "Slow, food"),
        ("machine learning", "#MachineLearning"),
        ("machine learning", "#machinelearning"),
        ("#MachineLearning", "machine learning"),
        ("#MachineLearning", "#machinelearning"),
        ("ai", "#OpenAI"),
        ("research", "#AIResearch"),
        ("web3", "#Web3Conf"),
        ("design", "#slow_design"),
        ("猫", "三匹の猫です"),
        ("コーヒー", "コーヒーが好き"),
        ("हिन्दी", "हिन्दी बोलता हूँ"),
        ("قهوة", "أحب قهوة"),
    ],
)
def test_a_word_is_found_by_its_stem(word: str, text: str) -> None:
    assert matching([word], text) == [word]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("art", "Party smart cartel"),
        ("ai", "We maintain trains"),
        ("pet", "Peter"),
        ("market", "Mark"),
        ("wine", "I win"),
        ("car", "I care, scary"),
        ("casino", "on this occasion"),
        ("machine learning", "learning machine"),
        ("machine learning", "machines and learning"),
        ("हिन्दी", "ह न द"),
        ("", "anything"),
        ("!!!", "!!!"),
        ("coffee", ""),
    ],
)
def test_no_word_is_found_where_it_is_not(word: str, text: str) -> None:
    assert matching([word], text) == []


def test_all_that_occur_come_in_the_teams_order_and_spelling() -> None:
    assert matching(["Design", "tea", "#SlowFood", "COFFEE"], "coffee, slow food and designs") == ["Design", "#SlowFood", "COFFEE"]


def test_nothing_is_found_across_a_text_and_its_hashtags() -> None:
    assert matching(["food machine"], "#MachineFood") == []


@given(st.lists(st.text(max_size=MAX_KEYWORD_LENGTH), max_size=6), st.text(max_size=300))
def test_any_text_can_be_searched_for_any_words(words: list[str], text: str) -> None:
    assert set(matching(words, text)) <= set(words)


@given(st.from_regex(r"[a-zà-öø-ÿ]{1,12}( [a-z]{1,12}){0,2}", fullmatch=True), st.text(" .,!?\n", min_size=1, max_size=4))
def test_a_word_occurs_in_every_text_that_holds_it(word: str, between: str) -> None:
    assert matching([word], f"zzz{between}{word.upper()}{between}zzz") == [word]


@pytest.mark.parametrize(
    "bio",
    [
        "".join(f"coffe{chr(97 + n // 26 % 26)}{chr(97 + n % 26)} " for n in range(500)),
        "#a" * 2_000,
        "#" + "aB" * 2_000,
        "coffee" * 666,
        "\ufdfa" * 4_000,
        ("c" + "\u0301" * 79) * 50,
        "a " * 2_000,
    ],
)
def test_a_hostile_bio_takes_no_time_to_speak_of(bio: str) -> None:
    words = ["coffee", "a a a a a a a a a a a a a b", *(f"{letter}offer" for letter in "abcdefghijklmnopqrstuvwxyz")]
    began = process_time()

    matching(words, bio)

    assert process_time() - began < 1.5


# What a member typed


def test_words_come_a_line_each_or_with_commas_and_doubles_go() -> None:
    assert clean_keywords("coffee, Slow   Food\n\n, COFFEE;#Tea\r\n 猫、犬\u200b,\x00") == (["coffee", "Slow Food", "#Tea", "猫", "犬"], [])
    assert clean_keywords(" \n ,, ") == ([], [])


def test_every_fault_is_a_sentence() -> None:
    words, faults = clean_keywords(",".join([*(f"w{n}" for n in range(MAX_KEYWORDS)), "x" * (MAX_KEYWORD_LENGTH + 1), "☕"]))

    assert len(words) == MAX_KEYWORDS + 2
    assert [*map(sentence, faults)] == [
        f"“{'x' * 39}…” has 41 characters; a word or phrase may have 40.",
        "“☕” has no letter or digit to look for.",
        "These are 52 words; there is room for 50.",
    ]


@given(st.text(max_size=300))
def test_what_was_cleaned_is_clean(raw: str) -> None:
    words, faults = clean_keywords(raw)

    assert clean_keywords("\n".join(words)) == (words, faults)
    assert all(word.isprintable() and word == word.strip() for word in words)
    assert len({word.casefold() for word in words}) == len(words)
    if not faults:
        assert all(matching([word], word) == [word] for word in words)
