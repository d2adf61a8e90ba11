"""Writing the text of an answer: the form's words, and what is said of a text that cannot be taken."""

from __future__ import annotations

from collections.abc import Collection

from discord import ButtonStyle, ui

from bot.domain import UNDECIDED, Card, Interaction, Note
from bot.views.format.i18n import N_, _
from bot.views.format.screen import Button, Item, Screen, text
from bot.views.format.text import lines, plain
from bot.views.suggestions.notices import faulty_text
from bot.views.words.sentences import sentence

FORM_TITLE = N_("Write the reply")
FORM_LABEL = N_("Exactly this goes out")
FORM_HINT = N_("X takes 280 characters, one cashtag, and no mention of anybody but the author.")
THEN_LABEL = N_("What happens next")
SAVE, SAVE_AND_APPROVE = "save", "approve"
THEN_CHOICES = {
    SAVE: (N_("Save"), N_("The card shows your text and waits for an approval.")),
    SAVE_AND_APPROVE: (N_("Save and approve"), N_("It goes out as you wrote it.")),
}
"""By what the form sends: the label, and what it means."""
FOUR_EYES = N_("-# Somebody else has to approve what you write.")
"""In the form, where that may not be chosen."""
FAULTY = N_("Your text cannot go out as it is:")
KEPT = N_("Nothing you typed is lost: **Edit anyway** brings it back.")
"""Where another member is on it by now."""
PROPOSED = N_("This is what is proposed now. It waits for an approval: on its card in the channel, or in /replies queue.")

_LONGEST_FAULT = 250
_LONGEST_POST = 1_000


def answered_post(post: Interaction) -> str:
    """What is answered, above the text."""
    return lines(post.text, _LONGEST_POST) or _("> *They posted no text.*")


def edit_again_id(suggestion_id: int, *, anyway: bool = False) -> str:
    """The custom_id of the button that opens the form once more. anyway: also where another member is on it."""
    return f"draft:{suggestion_id}:edit{':anyway' if anyway else ''}"


def faulty_notice(card: Card, faults: Collection[Note]) -> list[Item]:
    """For whoever approves a text that cannot go out; as long as it can be changed with a button that opens the form."""
    can_change = card.suggestion.state in UNDECIDED
    return [text(faulty_text(faults)), *([ui.ActionRow(_again(card.suggestion.id))] if can_change else [])]


def not_taken(suggestion_id: int, why: str, faults: Collection[Note] = (), *, anyway: bool = False) -> Screen:
    """For somebody whose text was not taken. It is kept, and the button brings it back. anyway: see `edit_again_id`."""
    listed = [f"- {plain(sentence(fault), _LONGEST_FAULT)}" for fault in faults]
    kept = _("Nothing you typed is lost: **Edit again** brings it back.")
    return Screen(text(why, *listed, kept), ui.ActionRow(_again(suggestion_id, anyway=anyway)))


def _again(suggestion_id: int, *, anyway: bool = False) -> Button:
    return ui.Button(label=_("Edit again"), style=ButtonStyle.primary, custom_id=edit_again_id(suggestion_id, anyway=anyway))
