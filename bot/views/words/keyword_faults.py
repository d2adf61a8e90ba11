"""Why the team's keywords cannot be taken."""

from __future__ import annotations

from bot.domain import KeywordFault, Note
from bot.views.format.facts import Sentences
from bot.views.format.i18n import _, ngettext
from bot.views.format.numbers import number


def _too_long(note: Note) -> str:
    message = ngettext(
        "“{word}” has {characters} character; a word or phrase may have {most}.",
        "“{word}” has {characters} characters; a word or phrase may have {most}.",
        note.number("characters"),
    )
    return message.format(word=note.text("word"), characters=number(note.number("characters")), most=note.number("most"))


def _too_many(note: Note) -> str:
    count = note.number("count")
    message = ngettext("This is {count} word; there is room for {most}.", "These are {count} words; there is room for {most}.", count)
    return message.format(count=number(count), most=note.number("most"))


KEYWORD_FAULTS: Sentences = {
    KeywordFault.TOO_MANY: _too_many,
    KeywordFault.TOO_LONG: _too_long,
    KeywordFault.NO_LETTER: lambda note: _("“{word}” has no letter or digit to look for.").format(word=note.text("word")),
}
