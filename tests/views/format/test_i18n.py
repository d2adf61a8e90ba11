"""The languages: every message is in the catalogue, each with the same placeholders, and a language belongs to what is rendered."""

from __future__ import annotations

import asyncio
import string

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from bot.views.format.i18n import CODES, DOMAIN, ENGLISH, LOCALE, _, language, ngettext, speaking, spoken_language
from bot.views.format.numbers import compact, day_name, money, number
from tests.support.messages import VIEWS, marked_messages
from tests.support.samples.cards import NOW

OF_CARDS_AND_DIGESTS = ("digest/", "format/", "people/person.py", "suggestions/", "words/")
"""What they are made of. Other screens may say in English what has no translation yet."""
OTHERS = [code for code in CODES if code != ENGLISH.code]


def catalogue(code: str) -> Catalog:
    """What people wrote."""
    with (LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as po:
        return read_po(po)


def forms(message: Message) -> tuple[str, ...]:
    """The translations of one message, one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def spoken_forms(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """The forms of each message, by the English one."""
    return {message.id if isinstance(message.id, str) else message.id[0]: forms(message) for message in catalogue if message.id}


def test_pybabel_finds_every_marked_message() -> None:
    """It sees none within an f-string, and none within another."""
    found = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in extract_from_dir(VIEWS)}
    assert found == set(marked_messages())


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_has_every_message_and_no_stale_one(code: str) -> None:
    assert set(spoken_forms(catalogue(code))) == set(marked_messages()), "run `pybabel extract` and `update`, as CONTRIBUTING.md says"


@pytest.mark.parametrize("code", OTHERS)
def test_a_message_is_said_in_every_form_or_in_none_and_names_only_what_the_message_names(code: str) -> None:
    said = spoken_forms(catalogue(code))
    for message, plural in marked_messages().items():
        assert len(said[message]) == (2 if plural else 1), message
        assert len({bool(form.strip()) for form in said[message]}) == 1, message
        assert all(_names(form) <= _names(message) | _names(plural) for form in said[message]), message


@pytest.mark.parametrize("code", OTHERS)
def test_whatever_a_card_or_a_digest_may_say_is_translated(code: str) -> None:
    said = spoken_forms(catalogue(code))
    assert [message for message in marked_messages(*OF_CARDS_AND_DIGESTS) if not any(said[message])] == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_spoken_was_compiled_from_what_is_written(code: str) -> None:
    with (LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as mo:
        compiled = read_mo(mo)
    written = {message: forms for message, forms in spoken_forms(catalogue(code)).items() if any(forms)}
    spoken = spoken_forms(compiled)
    assert {message: forms for message, forms in spoken.items() if message in written} == written, (
        "run `pybabel compile -d bot/views/locale -D mutuals`"
    )
    assert all(forms[0] == message for message, forms in spoken.items() if message not in written)
    assert compiled.plural_expr == catalogue(code).plural_expr


def test_a_language_is_spoken_only_where_it_was_asked_for() -> None:
    with speaking(language("de")):
        assert _("Approve") == "Genehmigen"
        assert [ngettext("{count} day", "{count} days", count) for count in (1, 2)] == ["{count} Tag", "{count} Tage"]
        assert _("") == ""
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


def _names(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name}
