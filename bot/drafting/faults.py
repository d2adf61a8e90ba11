"""What can be wrong with a text that is to go out, with a saved reply, or with a file of them; `bot.views.words.text_faults` says it."""

from __future__ import annotations

from enum import StrEnum


class TextFault(StrEnum):
    """Why a text cannot go out, or a saved reply cannot be kept."""

    BLANK = "blank"
    TOO_LONG_TO_SHOW = "too_long_to_show"
    """characters, most."""
    TOO_LONG = "too_long"
    """characters, most: as X counts."""
    MANY_CASHTAGS = "many_cashtags"
    """count; named: the first of them; more: how many are not named."""
    MENTIONS_OTHERS = "mentions_others"
    """author; named, more."""
    MENTIONS_ANYBODY = "mentions_anybody"
    """The same where somebody else has the author's handle by now."""
    INVISIBLE = "invisible"
    """named, more: the codes of the characters."""
    REPEATS = "repeats"
    """before: the beginning of what went out lately."""
    NO_WORDS = "no_words"
    """A saved reply of placeholders alone."""
    STRAY_BRACE = "stray_brace"
    UNKNOWN_PLACEHOLDERS = "unknown_placeholders"
    """named."""
    TEMPLATE_TOO_LONG = "template_too_long"
    """characters, most: as X counts, with the shortest name."""
    TEMPLATE_CASHTAGS = "template_cashtags"
    """count."""
    TEMPLATE_MENTIONS = "template_mentions"
    """named."""
    PLACEHOLDER_TOO_CLOSE = "placeholder_too_close"
    """seen: what X would see there."""
    NO_LANGUAGE = "no_language"
    """language: what was typed into the form."""


class NoDraft(StrEnum):
    """Why no saved reply fits a post. intent: what the post was taken for."""

    MAY_OPT_OUT = "may_opt_out"
    """Nothing is drafted for somebody who may be opting out."""
    ALL_SENT = "all_sent"
    """days: in how many all of them went out."""
    NONE_FIT_TO_GO = "none_fit_to_go"
    """fault: what is wrong with the first."""
    NONE_OF_INTENT = "none_of_intent"
    HANDLE_TAKEN = "handle_taken"
    NO_TOPIC = "no_topic"
    NONE_IN_LANGUAGE = "none_in_language"
    """language."""
    LANGUAGE_UNUSED = "language_unused"
    """language: there is one, but the team's settings have none drafted from it."""


class FileFault(StrEnum):
    """Why a file of saved replies, or a line of it, cannot be read."""

    LARGE = "large_file"
    """kib, most."""
    NOT_UTF8 = "not_utf8"
    NO_TEXT_FILE = "no_text_file"
    EMPTY = "empty_file"
    NO_REPLIES = "no_replies"
    NO_ROWS = "no_rows"
    HEADER = "wrong_header"
    MANY_ROWS = "many_rows"
    """rows, most."""
    ON_LINE = "on_line"
    """line; fault: what is wrong there."""
    QUOTES = "unmatched_quotes"
    LONG_CELL = "long_cell"
    """characters: the most that are read; most: that there is room for."""
    UNCHECKED = "unchecked"
    """line: from which on nothing was checked."""
    SAME_TEXT = "same_text"
    """line: where it stands first."""
    MANY_CELLS = "many_cells"
    NO_INTENT = "no_intent"
    """intent: what stands there."""
    NO_LANGUAGE = "no_language_in_file"
    """language."""


class SavedReplyFault(StrEnum):
    """Why the team's saved replies cannot take a change."""

    DUPLICATE = "duplicate_reply"
    GONE = "reply_gone"
    FULL = "replies_full"
    """most."""
    IMPORT_TOO_MANY = "import_too_many"
    """count, most."""
