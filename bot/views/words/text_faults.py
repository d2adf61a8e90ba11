"""What is wrong with a text, with a saved reply, with a file of them or with the team's keywords, and what to do about it."""

from __future__ import annotations

from bot.domain import Intent, KeywordFault, Note
from bot.drafting.faults import FileFault, NoDraft, SavedReplyFault, TextFault
from bot.drafting.import_export import COLUMNS
from bot.drafting.templates import PLACEHOLDERS
from bot.views.format.facts import Sentences, alternatives, always, enumeration
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number

INTENTS = {
    Intent.QUESTION: N_("questions"),
    Intent.THANKS: N_("thanks"),
    Intent.PRAISE: N_("praise"),
    Intent.COMPLAINT: N_("complaints"),
    Intent.SHARE: N_("shares"),
    Intent.GREETING: N_("greetings"),
    Intent.OTHER: N_("other posts"),
}
"""How the intents are called in "a saved reply for …"."""

_KNOWN = ", ".join(f"{{{placeholder}}}" for placeholder in PLACEHOLDERS)


def text_fault(note: Note) -> str:
    """A sentence that says what is wrong with a text, a saved reply, or a line of a file."""
    return TEXT_FAULTS[note.code](note)


def intents_name(intent: Intent) -> str:
    """How posts of this intent are called: "questions"."""
    return _(INTENTS[intent])


def _too_long(note: Note) -> str:
    message = ngettext(
        "This is {characters} character long by X's count; X takes {most}. (Links count 23, emoji and many scripts count double.)",
        "This is {characters} characters long by X's count; X takes {most}. (Links count 23, emoji and many scripts count double.)",
        note.number("characters"),
    )
    return message.format(characters=number(note.number("characters")), most=note.number("most"))


def _template_too_long(note: Note) -> str:
    message = ngettext(
        "Even with a short name this is {characters} character long by X's count; X takes {most}.",
        "Even with a short name this is {characters} characters long by X's count; X takes {most}.",
        note.number("characters"),
    )
    return message.format(characters=number(note.number("characters")), most=note.number("most"))


def _too_long_to_show(note: Note) -> str:
    message = ngettext(
        "This has {characters} character; there is room for {most}, in links, too.",
        "This has {characters} characters; there is room for {most}, in links, too.",
        note.number("characters"),
    )
    return message.format(characters=number(note.number("characters")), most=note.number("most"))


def _many_cashtags(note: Note) -> str:
    message = _("X takes at most one cashtag, and this has {count}: {cashtags}.")
    return message.format(count=note.number("count"), cashtags=_named(note))


def _mentions_others(note: Note) -> str:
    message = _("An answer may mention its author alone (@{author}), and this mentions {handles}.")
    return message.format(author=note.text("author"), handles=_named(note))


def _mentions_anybody(note: Note) -> str:
    message = _(
        "Somebody else has the handle now that its author had, so this answer can mention nobody, and this mentions {handles}.",
    )
    return message.format(handles=_named(note))


def _invisible(note: Note) -> str:
    message = _("This holds characters that nobody can see and X does not take: {codes}. Typing the text anew removes them.")
    return message.format(codes=_named(note))


def _repeats(note: Note) -> str:
    message = _("Nearly the same went out lately (“{before}”), and X punishes repetition. Please say it differently.")
    return message.format(before=note.text("before"))


def _unknown_placeholders(note: Note) -> str:
    message = _("There is no placeholder {unknown}. There are {known}.")
    return message.format(unknown=alternatives(note.texts("named")), known=_KNOWN)


def _template_mentions(note: Note) -> str:
    message = _("An answer may mention its author alone, and this always mentions {handles}. Write {placeholder} for the author.")
    return message.format(handles=enumeration(note.texts("named")), placeholder="{handle}")


def _too_close(note: Note) -> str:
    message = _("A placeholder stands too close to what is around it: X would read “{seen}” there. Put a space between.")
    return message.format(seen=note.text("seen"))


def _all_sent(note: Note) -> str:
    days = note.number("days")
    return ngettext(
        "All your saved replies for {intent} went out in the last day.",
        "All your saved replies for {intent} went out in the last {days} days.",
        days,
    ).format(intent=_intent(note), days=days)


def _none_fit_to_go(note: Note) -> str:
    message = _("No saved reply for {intent} can go out as it is: {fault}")
    return message.format(intent=_intent(note), fault=text_fault(note.note("fault")))


def _none_of_intent(note: Note) -> str:
    return _("You have no saved reply for {intent} yet.").format(intent=_intent(note))


def _handle_taken(note: Note) -> str:
    message = _("Your saved replies for {intent} name their author, and somebody else has the handle now that they had.")
    return message.format(intent=_intent(note))


def _no_topic(note: Note) -> str:
    return _("Your saved replies for {intent} name a topic, and this post is about none of yours.").format(intent=_intent(note))


def _none_in_language(note: Note) -> str:
    message = _("You have no saved reply for {intent} in this language (“{language}”) yet.")
    return message.format(intent=_intent(note), language=note.text("language"))


def _language_unused(note: Note) -> str:
    message = _("Drafts in this language (“{language}”) are switched off: /settings show.")
    return message.format(language=note.text("language"))


def _large_file(note: Note) -> str:
    message = _("This file has {size} KiB; there is room for {most}.")
    return message.format(size=number(note.number("kib")), most=number(note.number("most")))


def _many_rows(note: Note) -> str:
    message = ngettext(
        "This file holds {rows} saved reply; there is room for {most}.",
        "This file holds {rows} saved replies; there is room for {most}.",
        note.number("rows"),
    )
    return message.format(rows=number(note.number("rows")), most=note.number("most"))


def _on_line(note: Note) -> str:
    return _("Line {line}: {fault}").format(line=number(note.number("line")), fault=text_fault(note.note("fault")))


def _long_cell(note: Note) -> str:
    message = ngettext(
        "A cell has more than {characters} character; there is room for {most}, in links, too.",
        "A cell has more than {characters} characters; there is room for {most}, in links, too.",
        note.number("characters"),
    )
    return message.format(characters=number(note.number("characters")), most=note.number("most"))


def _no_intent(note: Note) -> str:
    return _("“{intent}” is no intent. There are {known}.").format(intent=note.text("intent"), known=", ".join(Intent))


def _no_language_in_file(note: Note) -> str:
    message = _("“{language}” is no language. Write two letters, such as en, or nothing for any.")
    return message.format(language=note.text("language"))


def _no_language(note: Note) -> str:
    message = _("“{language}” is no language: write two letters such as en or de, or leave it empty for any.")
    return message.format(language=note.text("language"))


def _import_too_many(note: Note) -> str:
    message = ngettext(
        "With these you would have {count} saved reply; there is room for {most}.",
        "With these you would have {count} saved replies; there is room for {most}.",
        note.number("count"),
    )
    return message.format(count=number(note.number("count")), most=note.number("most"))


def _full(note: Note) -> str:
    message = ngettext(
        "You have {most} saved reply, and there is room for no more. Remove one first.",
        "You have {most} saved replies, and there is room for no more. Remove one first.",
        note.number("most"),
    )
    return message.format(most=note.number("most"))


def _named(note: Note) -> str:
    return enumeration(note.texts("named"), note.number("more"))


def _intent(note: Note) -> str:
    return intents_name(Intent(note.text("intent")))


TEXT_FAULTS: Sentences = {
    TextFault.BLANK: always(N_("There is no text yet. Write what to answer.")),
    TextFault.TOO_LONG_TO_SHOW: _too_long_to_show,
    TextFault.TOO_LONG: _too_long,
    TextFault.MANY_CASHTAGS: _many_cashtags,
    TextFault.MENTIONS_OTHERS: _mentions_others,
    TextFault.MENTIONS_ANYBODY: _mentions_anybody,
    TextFault.INVISIBLE: _invisible,
    TextFault.REPEATS: _repeats,
    TextFault.NO_WORDS: always(N_("A saved reply needs some words of its own.")),
    TextFault.STRAY_BRACE: lambda note: _("A brace is open or closed alone. Braces are for placeholders: {known}.").format(known=_KNOWN),
    TextFault.UNKNOWN_PLACEHOLDERS: _unknown_placeholders,
    TextFault.TEMPLATE_TOO_LONG: _template_too_long,
    TextFault.TEMPLATE_CASHTAGS: lambda note: _("X takes at most one cashtag, and this has {count}.").format(count=note.number("count")),
    TextFault.TEMPLATE_MENTIONS: _template_mentions,
    TextFault.PLACEHOLDER_TOO_CLOSE: _too_close,
    TextFault.NO_LANGUAGE: _no_language,
    NoDraft.MAY_OPT_OUT: always(N_("Nothing is drafted for somebody who may be opting out.")),
    NoDraft.ALL_SENT: _all_sent,
    NoDraft.NONE_FIT_TO_GO: _none_fit_to_go,
    NoDraft.NONE_OF_INTENT: _none_of_intent,
    NoDraft.HANDLE_TAKEN: _handle_taken,
    NoDraft.NO_TOPIC: _no_topic,
    NoDraft.NONE_IN_LANGUAGE: _none_in_language,
    NoDraft.LANGUAGE_UNUSED: _language_unused,
    FileFault.LARGE: _large_file,
    FileFault.NOT_UTF8: always(N_("This file is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.")),
    FileFault.NO_TEXT_FILE: always(N_("This is no text file. In a spreadsheet, save it as “CSV UTF-8”.")),
    FileFault.EMPTY: always(N_("This file is empty.")),
    FileFault.NO_REPLIES: always(N_("This file holds no saved replies.")),
    FileFault.NO_ROWS: always(N_("This file holds no saved replies below its first line.")),
    FileFault.HEADER: lambda note: _("the first line must name the columns {columns}, in any order, and nothing else.").format(
        columns=", ".join(COLUMNS)
    ),
    FileFault.MANY_ROWS: _many_rows,
    FileFault.ON_LINE: _on_line,
    FileFault.QUOTES: always(N_("the quotation marks do not match. Put two around a text, and double those within it.")),
    FileFault.LONG_CELL: _long_cell,
    FileFault.UNCHECKED: lambda note: _("Lines from {line} on were not checked: fix these first.").format(line=number(note.number("line"))),
    FileFault.SAME_TEXT: lambda note: _("This is the same text as in line {line}.").format(line=number(note.number("line"))),
    FileFault.MANY_CELLS: always(N_("There are more cells than columns. Put the text in quotation marks.")),
    FileFault.NO_INTENT: _no_intent,
    FileFault.NO_LANGUAGE: _no_language_in_file,
    SavedReplyFault.DUPLICATE: always(N_("You have a saved reply with exactly this text already.")),
    SavedReplyFault.GONE: always(N_("This saved reply is no longer there: somebody has removed it.")),
    SavedReplyFault.FULL: _full,
    SavedReplyFault.IMPORT_TOO_MANY: _import_too_many,
}


def _keyword_too_long(note: Note) -> str:
    message = ngettext(
        "“{word}” has {characters} character; a word or phrase may have {most}.",
        "“{word}” has {characters} characters; a word or phrase may have {most}.",
        note.number("characters"),
    )
    return message.format(word=note.text("word"), characters=number(note.number("characters")), most=note.number("most"))


def _too_many_keywords(note: Note) -> str:
    count = note.number("count")
    message = ngettext("This is {count} word; there is room for {most}.", "These are {count} words; there is room for {most}.", count)
    return message.format(count=number(count), most=note.number("most"))


KEYWORD_FAULTS: Sentences = {
    KeywordFault.TOO_MANY: _too_many_keywords,
    KeywordFault.TOO_LONG: _keyword_too_long,
    KeywordFault.NO_LETTER: lambda note: _("“{word}” has no letter or digit to look for.").format(word=note.text("word")),
}
