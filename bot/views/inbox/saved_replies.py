"""The team's saved replies: the list, the form in which they are written, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from discord import ui

from bot.domain import Intent, Note, SavedReply
from bot.drafting.import_export import MAX_FILE_BYTES
from bot.drafting.templates import PLACEHOLDERS
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.limits import CHOICE_NAME, MESSAGE_TEXT
from bot.views.format.numbers import number
from bot.views.format.pager import last_page, pager, where
from bot.views.format.palette import BLUE
from bot.views.format.phone import LINE, cut
from bot.views.format.screen import Screen, text
from bot.views.format.text import label, plain
from bot.views.words.sentences import sentence
from bot.views.words.text_faults import intents_name

SAVED = "saved"
PAGE = 6

NEW_TITLE = N_("A new saved reply")
CHANGE_TITLE = N_("Change a saved reply")
INTENT_LABEL = N_("What it answers")
TEXT_LABEL = N_("Text")
TEXT_PLACEHOLDER = N_("Thanks for asking, {name}! …")
LANGUAGE_LABEL = N_("Language of the posts it answers")
LANGUAGE_DESCRIPTION = N_("Two letters such as en or de; empty: any language")

EXPORTED = N_(
    "All your saved replies. Edit the file in a spreadsheet and import it with /replies saved import: this adds new texts and updates "
    "what the others are for. Nothing is removed."
)
EXPORTED_FILE = N_("Your saved replies.")
"""What the file is, for those who do not see it."""
UNREADABLE = N_("Discord did not deliver the file, so nothing was changed. Please try again.")
_LONGEST_SHOWN = 3 * LINE
"""Columns: about what a post has room for."""
_LONGEST_FAULT = 200
_LONGEST_TYPED = 100
_MOST_FAULTS = 11
_ROOM = MESSAGE_TEXT - 200
"""Characters of a screen for faults and what was typed."""
_LONGEST_CODE = 3_000
_ENDS_CODE = re.compile("``(?=`)")
_GAP = "\u200b"
"""Three backticks would end a code block. With this between them, which nobody sees, they are shown as they are."""


def saved_list_view(replies: Sequence[SavedReply], *, offset: int) -> Screen:
    """One page of them. replies: all there are, by intent; past the last page the last one is shown."""
    total = len(replies)
    if not total:
        nothing = _("There are no saved replies yet. Write one with /replies saved add, or import a file with /replies saved import.")
        return Screen(ui.Container(text(nothing), accent_colour=BLUE))
    offset = min(offset, last_page(PAGE, total))
    page = replies[offset : offset + PAGE]
    lines = [_("### Saved replies")]
    for intent, some in groupby(page, key=lambda reply: reply.intent):
        heading = _("**For {intent}**").format(intent=intents_name(intent))
        lines += [heading, *(f"- {cut(reply.text, _LONGEST_SHOWN)} · {_language(reply)}" for reply in some)]
    lines.append(where(offset, len(page), total))
    return Screen(ui.Container(text(*lines), accent_colour=BLUE), *pager(SAVED, offset=offset, size=PAGE, total=total))


def text_description() -> str:
    """What may be written."""
    return _("Filled in for each person: {placeholders}").format(placeholders=", ".join(f"{{{name}}}" for name in PLACEHOLDERS))


def intent_name(intent: Intent) -> str:
    """How an intent is offered in the form: "Questions"."""
    name = intents_name(intent)
    return name[:1].upper() + name[1:]


def choice_name(reply: SavedReply) -> str:
    """How a saved reply is offered while somebody types; its intent is named as in the file, since it is found by that name, too."""
    return label(f"{reply.intent.value} · {reply.text}", CHOICE_NAME)


def saved_view(reply: SavedReply) -> Screen:
    """It was kept as it is now."""
    said = _("Saved, for {intent} in {language}:").format(**_what(reply))
    return Screen(text(said, code_block(reply.text)))


def removed_view(reply: SavedReply) -> Screen:
    """It is gone, and can be written anew from here."""
    said = _("Removed, for {intent} in {language}. Add it again with /replies saved add:").format(**_what(reply))
    return Screen(text(said, code_block(reply.text)))


def faulty_view(faults: Sequence[Note], typed: str = "") -> Screen:
    """Nothing was changed. typed: what is given back, so that nobody has to write it twice."""
    written = code_block(typed) if typed.strip() else ""
    longest = min(_LONGEST_FAULT, (_ROOM - len(written)) // max(1, len(faults[:_MOST_FAULTS])))
    lines = [f"- {plain(sentence(fault), longest)}" for fault in faults[:_MOST_FAULTS]]
    return Screen(text(_("Nothing was changed:"), *lines, *([_("You wrote:"), written] if written else [])))


def imported_words(added: int, changed: int, known: int) -> str:
    """A file was taken in. added: so many are new; changed: so many are for something else now; known: so many were there."""
    if not added + changed:
        return ngettext(
            "Nothing was changed: the one in the file was there already.",
            "Nothing was changed: all {count} in the file were there already.",
            known,
        ).format(count=number(known))
    said = (
        (added, ngettext("Added {count} saved reply.", "Added {count} saved replies.", added)),
        (changed, ngettext("Changed {count} saved reply.", "Changed {count} saved replies.", changed)),
        (known, ngettext("{count} was there already.", "{count} were there already.", known)),
    )
    return paragraph(*(message.format(count=number(count)) for count, message in said if count))


def too_large(size: int) -> str:
    """For a file that is not even looked at. size: in bytes."""
    message = _("This file has {size} KiB; there is room for {most}. Nothing was changed.")
    return message.format(size=number(round(size / 1024)), most=number(MAX_FILE_BYTES // 1024))


def not_one(typed: str) -> str:
    """For what was typed where one of the saved replies should have been chosen."""
    return _("“{typed}” is none of the saved replies: choose one of those that are suggested while you type. Nothing was changed.").format(
        typed=plain(typed, _LONGEST_TYPED)
    )


def code_block(written: str) -> str:
    """To be copied as it was written. It cannot end the block, and what is longer than any form takes is cut."""
    safe = _ENDS_CODE.sub("``" + _GAP, written.strip())
    return f"```\n{safe if len(safe) <= _LONGEST_CODE else safe[: _LONGEST_CODE - 1] + '…'}\n```"


def _what(reply: SavedReply) -> dict[str, str]:
    return {"intent": intents_name(reply.intent), "language": _language(reply)}


def _language(reply: SavedReply) -> str:
    return plain(reply.language, 20) or _("any language")
