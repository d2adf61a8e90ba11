"""From which saved replies drafts are made when nothing runs: a file, the team's database, or the examples to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from bot.domain import SavedReply
from bot.drafting.examples import EXAMPLES
from bot.drafting.import_export import MAX_FILE_BYTES, NewReply, import_replies
from bot.views.words.text_faults import text_fault


class NoSavedReplies(Exception):
    """They cannot be read; says why in a sentence."""


def replies_of(name: str) -> tuple[Sequence[SavedReply], str]:
    """The saved replies, and whose they are, in words. name: of a file as /replies saved export gives; empty for the team's own.

    Raises NoSavedReplies.
    """
    if name:
        return _of_file(name), f"the saved replies in {click.format_filename(name, shorten=True)}"
    if kept := _of_database():
        return kept, "your team's saved replies"
    return _numbered(EXAMPLES), "the examples that Mutuals brings along"


def _of_file(name: str) -> Sequence[SavedReply]:
    try:
        with Path(name).open("rb") as file:
            found = import_replies(file.read(MAX_FILE_BYTES + 1))
    except OSError as error:
        raise NoSavedReplies(f"Cannot read {click.format_filename(name)}: {error.strerror}.") from error
    if found.errors:
        raise NoSavedReplies(
            "\n".join([f"{click.format_filename(name)} holds no saved replies as they are:", *map(text_fault, found.errors)])
        )
    return _numbered(found.replies)


def _of_database() -> Sequence[SavedReply]:
    from bot.config import ConfigError, load_database_url
    from bot.store import StoreError
    from bot.store.database.engine import file_of
    from bot.store.database.inspection import saved_replies_in

    try:
        return saved_replies_in(file_of(load_database_url()))
    except (ConfigError, StoreError) as error:
        raise NoSavedReplies(f"{error} Or name a file with --replies, such as /replies saved export gives.") from error


def _numbered(replies: Iterable[NewReply]) -> list[SavedReply]:
    return [SavedReply(number, reply.intent, reply.text, reply.language) for number, reply in enumerate(replies, 1)]
