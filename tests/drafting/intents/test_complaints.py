"""How the parts of a complaint go together."""

from __future__ import annotations

import pytest

from bot.drafting.intents.complaints import Complaints, complaints_in
from bot.drafting.lexicon.phrases import folded, words_in


def troubles(text: str) -> Complaints:
    said = folded(text)
    return complaints_in(said, words_in(said))


@pytest.mark.parametrize(
    ("text", "complains"),
    [
        ("my sandwich was cold", "sandwich … cold"),
        ("such a rude waiter", "rude … waiter"),
        ("nobody ever answers", "nobody … answers"),
        ("ne marche pas", "marche … pas"),
        ("charged me twice", "charg … twice"),
        ("waited for 40 minutes", "waited … minute"),
        ("ten days and no parcel", "no parcel … days"),
        ("2h waiting", "waiting"),
        ("stop texting me", "stop …ing"),
        ("can't stop texting you", ""),
        ("não, endereço errado no pedido", "endereço errado"),
        ("my sandwich was never cold", ""),
        ("cold outside but a good sandwich", ""),
        ("cold. A sandwich", ""),
        ("the sandwich that I had when I was at school, so cold", ""),
        ("see you in three weeks", ""),
        ("a cold", ""),
    ],
)
def test_what_goes_together_complains(text: str, complains: str) -> None:
    assert troubles(text).complains == complains


@pytest.mark.parametrize("text", ["twice", "cold", "£40", "40 €", "3hrs", "two weeks", "waiting", "no parcel"])
def test_one_sign_is_enough_to_doubt_praise(text: str) -> None:
    assert troubles(text).doubts({"en"})


@pytest.mark.parametrize("text", ["weeks", "two", "parcel", "still", "never cold", "two weeks well spent", "waited but worth it"])
def test_what_is_no_sign_or_ended_well_leaves_praise_alone(text: str) -> None:
    assert not troubles(text).doubts({"en"})


def test_a_doubt_counts_in_its_own_language_alone() -> None:
    assert troubles("para").doubts({"tr"})
    assert not troubles("para").doubts({"es"})
