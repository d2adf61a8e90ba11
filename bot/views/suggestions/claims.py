"""Who is on a suggestion, and what is told to whoever acts on it all the same."""

from __future__ import annotations

from discord import ui

from bot.domain import Act, Card, Decision
from bot.views.format.i18n import _
from bot.views.format.numbers import moment
from bot.views.format.screen import Button, Item, text
from bot.views.format.text import plain_name
from bot.views.words.kinds import act_words


def claim_line(card: Card) -> str:
    """On the card; empty where nobody is on it."""
    if card.claim is None:
        return ""
    return _("{member} is on it, since {when}.").format(member=_by(card.claim), when=moment(card.claim.at, "R"))


def claimed_notice(act: Act, claim: Decision, card: Card, place: str = "") -> list[Item]:
    """For whoever acts on what another member is on, with a button to do it anyway. place: in a queue, which stays with the button."""
    said = _("{member} has been on this since {when}. Nothing was changed.").format(member=_by(claim), when=moment(claim.at, "R"))
    label = _("{act} anyway").format(act=_(act_words(act, card.suggestion.kind).label))
    custom_id = f"anyway:{card.suggestion.id}:{act.value}:{card.suggestion.revision}" + (f":{place}" if place else "")
    anyway: Button = ui.Button(label=label, custom_id=custom_id)
    return [text(said), ui.ActionRow(anyway)]


def _by(claim: Decision) -> str:
    return plain_name(claim.member.name) if claim.member else _("Somebody")
