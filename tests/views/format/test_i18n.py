"""The languages: every message is in the catalogue, each with the same placeholders, and a language belongs to what is rendered."""

from __future__ import annotations

import asyncio
import string

import pytest

from bot.views.format.i18n import CODES, ENGLISH, _, language, ngettext, read_catalogue, speaking, spoken_language
from bot.views.format.numbers import compact, day_name, money, number
from tests.support.cards import NOW
from tests.support.messages import marked_messages

OTHERS = [code for code in CODES if code != ENGLISH.code]


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_has_every_message_and_no_stale_one(code: str) -> None:
    assert set(language(code).messages) - {""} == set(marked_messages())


@pytest.mark.parametrize("code", OTHERS)
def test_every_form_of_a_message_is_said_and_names_only_what_the_message_names(code: str) -> None:
    spoken = language(code)
    for message, plural in marked_messages().items():
        forms = spoken.messages[message]
        assert len(forms) == (2 if plural else 1), message
        assert all(form.strip() for form in forms), message
        assert all(_names(form) <= _names(message) | _names(plural) for form in forms), message


def test_a_language_is_spoken_only_where_it_was_asked_for() -> None:
    with speaking(language("de")):
        assert _("Approve") == "Genehmigen"
        assert [ngettext("{count} day", "{count} days", count) for count in (1, 2)] == ["{count} Tag", "{count} Tage"]
        assert _("No catalogue has this.") == "No catalogue has this."
    assert _("Approve") == "Approve"
    assert [ngettext("{count} day", "{count} days", count) for count in (1, 2)] == ["{count} day", "{count} days"]


async def test_two_accounts_in_one_process_each_speak_their_own() -> None:
    async def account(code: str) -> str:
        with speaking(language(code)):
            task = asyncio.create_task(rendering())
        return await task

    async def rendering() -> str:
        await asyncio.sleep(0)
        return f"{spoken_language().code} {await asyncio.to_thread(_, 'Approve')}"

    assert [*await asyncio.gather(account("de"), account("en"), account("de"))] == ["de Genehmigen", "en Approve", "de Genehmigen"]


def test_figures_and_days_in_german() -> None:
    with speaking(language("de")):
        assert number(1_234_567) == "1.234.567"
        assert compact(12_400) == "12,4 Tsd."
        assert money(1_250_000) == "1,25 $"
        assert day_name(NOW.date()) == "Montag, 2. März 2026"


def test_a_catalogue_is_read_as_it_is_written() -> None:
    po = (
        'msgid ""\nmsgstr "Language: x\\n"\n\n# a comment\nmsgid "one"\n"line"\nmsgid_plural "more"\nmsgstr[0] "a \\"b\\""\nmsgstr[1] "c"\n'
    )

    assert read_catalogue(po) == {"": ("Language: x\n",), "oneline": ('a "b"', "c")}


def _names(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name}
