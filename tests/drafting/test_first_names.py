"""By what name people are called."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.drafting.first_names import first_name
from bot.drafting.names import MAX_NAME_LENGTH
from tests.support.samples.texts import anything


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ana", "Ana"),
        ("Ana Souza 🌸", "Ana"),
        ("🌸 Ana Souza", "Ana"),
        ("ANA SOUZA", "Ana"),
        ("ana souza", "Ana"),
        ("Dr. Jürgen Weiß", "Jürgen"),
        ("Prof. Dr. Ana Souza, MBA", "Ana"),
        ("Anna-Lena Müller", "Anna-Lena"),
        ("Łukasz Nowak", "Łukasz"),
        ("Ana | Coffee & Design", "Ana"),
        ("Ana Souza (she/her)", "Ana"),
        ("Ana – Studio Norte", "Ana"),
        ("Nils🏕️Camping Studio", "Nils"),
    ],
)
def test_people_are_called_by_their_first_name(name: str, called: str) -> None:
    assert first_name(name) == called


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("山田太郎", "山田太郎"),
        ("山田 太郎", "山田 太郎"),
        ("ゆき🐱低浮上", "ゆき"),
        ("たろう@珈琲", "たろう"),
        ("김민수", "김민수"),
        ("王小明", "王小明"),
    ],
)
def test_where_the_family_name_comes_first_it_stays(name: str, called: str) -> None:
    assert first_name(name) == called


@pytest.mark.parametrize(
    "name",
    [
        "", "🌸🌸", "@everyone", "crypto_king99", "Ana99", "The Coffee Corner", "ACME GmbH", "Max Kaffee", "Blue Bottle", "Ana & Tom",
        "Ana’s Kitchen", "Max Planck Institut", "Dr. Oetker", "Dr. James", "Mr. James", "J. Smith", "Nguyen Van An", "スターバックス公式",
        "青山珈琲店", "サンプル株式会社", "東京おいしいもの巡りの会", "ACME | Ana", "Ana and the whole family of hers",
    ],
)  # fmt: skip
def test_nobody_is_called_by_what_is_no_first_name(name: str) -> None:
    assert first_name(name) == ""


@given(
    anything
    | st.lists(st.sampled_from(["Ana", "山田", "ゆき", "Dr.", "-", " ", ".com", "@eve", "&", "’s", "é", "\u0301"]), max_size=6).map("".join)
)
@example("Ana.com")
@settings(deadline=5_000)
def test_it_is_a_part_of_the_name_and_holds_nothing_but_letters(name: str) -> None:
    called = first_name(name)

    assert called == "" or called.replace("-", "").replace(" ", "").isalpha()
    assert len(called) <= MAX_NAME_LENGTH
    assert first_name(called) == called


@given(
    st.sampled_from(["Ana Souza", "Jürgen", "山田太郎"]), st.sampled_from([" 🌸", " | Design", " (er/ihm)", " · Berlin", " @work", "\n"])
)
def test_what_people_add_to_their_name_changes_nothing(name: str, added: str) -> None:
    assert first_name(name + added) == first_name(name)
