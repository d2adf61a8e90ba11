"""The word lists by which posts are read: one TOML file a language in `words/`, checked strictly when they are loaded.

Whoever speaks a language edits its file alone: the lists, and under `examples` the sentences that justify them, which a test reads.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.drafting.lexicon.phrases import folded

ANY_NAME: frozenset[str] = frozenset()
"""Of a table whose lists are named in the file itself."""

TABLES: Mapping[str, frozenset[str]] = {
    "opt_out": frozenset(
        {
            "clear", "alone", "orders", "bare_orders", "doubtful_orders", "doubt", "subjects", "conditions", "moments", "requests",
            "barriers", "fillers", "called", "inside",
        }
    ),
    "opt_out.words": ANY_NAME,
    "opt_out.examples": frozenset({"yes", "perhaps", "no"}),
    "intents.complaint": frozenset(
        {
            "phrases", "patterns", "things", "defects", "duties", "denied", "denied_behind", "waits", "costs", "repeats", "still",
            "numbers", "times", "resolved", "repairs", "turns",
        }
    ),
    "intents.question": frozenset({"phrases", "only", "requests", "openings", "openings_only", "forms"}),
    "intents.thanks": frozenset({"phrases", "only", "fixed"}),
    "intents.praise": frozenset({"phrases", "only"}),
    "intents.share": frozenset({"phrases"}),
    "intents.greeting": frozenset({"phrases", "small_talk"}),
    "intents.nothing": frozenset({"phrases"}),
    "intents.irony": frozenset({"actions", "good_actions", "frames", "congratulations", "thanks_for", "thanks_for_behind", "good_objects"}),
    "intents.negation": frozenset({"before", "behind", "between"}),
    "intents.filler": frozenset({"neutral", "openings"}),
    "intents.examples": frozenset({"complaint", "question", "thanks", "praise", "share", "greeting", "other"}),
}  # fmt: skip
"""The tables that a file may have, and the lists of each. Every list holds strings; a language leaves out what it has not."""

Lists = Mapping[str, tuple[str, ...]]
Tables = Mapping[str, Lists]


class LexiconError(ValueError):
    """A file of words that cannot be used; the message names the file, the list and the cure."""


def by_language(table: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """A list, such as "clear" of the table "opt_out", by language; without those that have none. Raises LexiconError."""
    return {language: tables[table][name] for language, tables in lexicon().items() if name in tables.get(table, {})}


def listed(table: str, name: str) -> Iterator[str]:
    """The entries of a list in all languages together. Raises LexiconError."""
    for entries in by_language(table, name).values():
        yield from entries


@cache
def lexicon() -> Mapping[str, Tables]:
    """Every language's tables by their dotted names, by the two letters of the language. Raises LexiconError."""
    found = sorted(
        (file for file in files("bot.drafting").joinpath("words").iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return {file.name.removesuffix(".toml"): parsed(file.name, file.read_text("utf-8")) for file in found}


def parsed(file: str, text: str) -> Tables:
    """The tables of one file's text. file: its name, for the message. Raises LexiconError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file} is no valid TOML: {error}.") from error
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for table, name, entries in _lists(file, content):
        if table not in TABLES or (TABLES[table] and name not in TABLES[table]):
            raise LexiconError(f"{file}: nobody reads a list {table}.{name}. Spell it as TABLES does in word_lists.py, or take it out.")
        tables.setdefault(table, {})[name] = _checked(f"{file}: {table}.{name}", entries)
    return tables


def _lists(file: str, content: Mapping[str, object], table: str = "") -> Iterator[tuple[str, str, object]]:
    """Every list of a file: the dotted name of its table, its own, and what it holds."""
    for name, value in content.items():
        if isinstance(value, dict):
            yield from _lists(file, value, f"{table}.{name}" if table else name)
        elif not table:
            raise LexiconError(f"{file}: {name} stands in no table. Put it below a line such as [opt_out].")
        else:
            yield table, name, value


def _checked(where: str, entries: object) -> tuple[str, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise LexiconError(f'{where} has to be a list of texts in quotes: ["one", "two"].')
    seen: dict[str, str] = {}
    for entry in entries:
        bare = " ".join(folded(entry).split())
        if not any(char.isalnum() or char == "@" for char in bare):
            raise LexiconError(f"{where} has an entry without a word: {entry!r}. Take it out.")
        if bare in seen:
            raise LexiconError(
                f"{where} has {entry!r} twice (also as {seen[bare]!r}): capitals, accents and apostrophes make no difference."
            )
        seen[bare] = entry
    return tuple(entries)
