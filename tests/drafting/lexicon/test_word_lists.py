"""The word lists: what is in them is read, and a slip in a file is told with the file, the list and the cure."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.drafting.language import language_of
from bot.drafting.lexicon.word_lists import TABLES, LexiconError, by_language, lexicon, listed, parsed


def test_every_file_is_read_and_named_after_a_language() -> None:
    names = {file.name for file in files("bot.drafting").joinpath("words").iterdir()}
    assert {f"{language}.toml" for language in lexicon()} == names
    assert all(language_of(language) == language for language in lexicon())
    assert len(names) >= 28


def test_every_list_is_used_by_some_language() -> None:
    assert {(table, name) for table, names in TABLES.items() for name in names if not by_language(table, name)} <= {
        ("opt_out.examples", name) for name in TABLES["opt_out.examples"]
    }


def test_a_list_is_given_as_it_is_spelled() -> None:
    assert parsed("xx.toml", '[opt_out.examples]\nyes = ["Lass mich!", "Hör auf"]') == {
        "opt_out.examples": {"yes": ("Lass mich!", "Hör auf")}
    }
    assert "lasst mich in ruhe" in by_language("opt_out", "clear")["de"]
    assert set(by_language("opt_out", "clear")["de"]) < set(listed("opt_out", "clear"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[opt_out", "xx.toml is no valid TOML"),
        ('[opt_out]\nclaer = ["a"]', "xx.toml: nobody reads a list opt_out.claer"),
        ('[whishes]\nclear = ["a"]', "xx.toml: nobody reads a list whishes.clear"),
        ('clear = ["a"]', "xx.toml: clear stands in no table"),
        ('[opt_out]\nclear = "a, b"', "xx.toml: opt_out.clear has to be a list of texts"),
        ("[opt_out]\nclear = [1]", "xx.toml: opt_out.clear has to be a list of texts"),
        ('[opt_out]\nclear = ["a", " "]', "xx.toml: opt_out.clear has an entry without a word"),
        ('[opt_out]\nclear = ["dejame", "b", "Déjame"]', "xx.toml: opt_out.clear has 'Déjame' twice (also as 'dejame')"),
    ],
)
def test_a_slip_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(LexiconError) as raised:
        parsed("xx.toml", text)
    assert str(raised.value).startswith(said)
