"""Whom to leave alone: at once where they say so, and nobody who merely uses the words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.drafting.wish_words import ALONE, CLEAR, HARMLESS
from bot.drafting.wishes import asks_to_be_left_alone
from tests.drafting.texts import anything


def _listed(table: dict[str, str]) -> list[str]:
    return [phrase for listed in table.values() for part in listed.split(",") if (phrase := part.strip())]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("stop", "stop"),
        ("@acme STOP!!!", "stop"),
        ("@acme Stop. Please. 🛑", "stop"),
        ("@acme stop stop STOP", "stop"),
        ("@acme could you please just stop now, thanks", "stop"),
        ("@acme STOOOOP", "stop"),
        ("@acme #STOP", "stop"),
        ("@acme unsubscribe", "unsubscribe"),
        ("Opt-out @acme", "opt out"),
        ("@acme please stop replying to me", "stop replying to me"),
        ("@acme I said LEAVE ME ALONE, you weirdos", "leave me alone"),
        ("@acme don’t contact me again", "don't contact me"),
        ("@acme dont reply to me", "don't reply to me"),
        ("@acme no more replies, thank you", "no more replies"),
        ("@acme great coffee, but stop tagging me", "stop tagging me"),
        ("@acme ¡Basta!", "basta"),
        ("@acme déjenme en paz", "déjenme en paz"),
        ("@acme parem de me marcar", "parem de me marcar"),
        ("@acme Arrêtez s’il vous plaît", "arrêtez"),
        ("@acme lasst mich in Ruhe!", "lasst mich in ruhe"),
        ("@acme bitte aufhören", "aufhören"),
        ("@acme non scrivetemi più", "non scrivetemi"),
        ("@acme Laat me met rust", "laat me met rust"),
        ("@acme BANA YAZMAYIN", "bana yazmayın"),
        ("@acme Proszę przestań", "przestań"),
        ("@acme jangan hubungi saya lagi", "jangan hubungi saya"),
        ("@acme もう返信しないでください", "返信しないで"),
        ("@acme やめてください", "やめてください"),
        ("@acme أتركني وشأني", "اتركني وشأني"),
        ("@acme توقّف من فضلك", "توقف"),
        ("@acme Оставьте меня в покое", "оставьте меня в покое"),
        ("@acme хватит, пожалуйста", "хватит"),
    ],
)
def test_the_wish_is_seen_and_named(text: str, phrase: str) -> None:
    assert asks_to_be_left_alone(text) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "don't stop making these",
        "Please don’t stop",
        "never stop being you",
        "which bus stop",
        "Which bus stop is next to your shop?",
        "stop by on Sunday",
        "non-stop",
        "I can't stop drinking this",
        "please stop the price rises",
        "stop selling plastic cups",
        "stop https://t.co/x",
        "stop #bullying",
        "one-stop shop",
        "Full stop.",
        "this song won't leave me alone",
        "don't leave me alone with this cake",
        "please don't leave me alone",
        "how do I unsubscribe from your newsletter?",
        "is there a way to opt out of the cookies?",
        "enough coffee for a week",
        "quit my job to roast coffee",
        "go away for the weekend",
        "they asked him to contact me",
        "para mi madre",
        "para todos",
        "basta un caffè",
        "genug Kaffee für heute",
        "dur bakalım kahve geldi",
        "やめてほしくない味",
        "قف هنا لشرب القهوة",
        "хватит на неделю",
        "stopped by today",
        "please",
        "thanks, you",
        "@stop",
        "❤️",
        "",
    ],
)
def test_the_words_alone_are_no_wish(text: str) -> None:
    assert asks_to_be_left_alone(text) == ""
    assert asks_to_be_left_alone(f"@acme {text}") == ""


@pytest.mark.parametrize("phrase", [*_listed(CLEAR), *_listed(ALONE)])
def test_every_phrase_of_the_table_is_a_wish(phrase: str) -> None:
    assert asks_to_be_left_alone(f"@acme {phrase}!")
    assert asks_to_be_left_alone(phrase.upper())


@pytest.mark.parametrize("phrase", _listed(CLEAR))
def test_clear_ones_are_wishes_wherever_they_stand(phrase: str) -> None:
    assert asks_to_be_left_alone(f"@acme coffee, {phrase}. coffee")


@pytest.mark.parametrize("phrase", _listed(ALONE))
def test_ambiguous_ones_are_none_beside_other_words(phrase: str) -> None:
    assert asks_to_be_left_alone(f"@acme espresso, {phrase}") == ""


@pytest.mark.parametrize("phrase", _listed(HARMLESS))
def test_every_harmless_phrase_is_none(phrase: str) -> None:
    assert asks_to_be_left_alone(f"@acme {phrase} espresso") == ""


@given(anything)
@settings(deadline=5_000)
def test_it_never_raises_is_quick_and_names_a_phrase_of_the_table(text: str) -> None:
    assert asks_to_be_left_alone(text) in {"", *_listed(CLEAR), *_listed(ALONE)}
