"""Why something did not happen: one short screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from discord import ui

from bot.domain import Card, Explanation, Fact, OptOut
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import day_name, moment
from bot.views.format.palette import BLUE
from bot.views.format.screen import Button, Screen, text
from bot.views.format.text import plain
from bot.views.people.opt_outs import said_by
from bot.views.people.person import who
from bot.views.people.suggest import suggest_button
from bot.views.suggestions.outcome import headline, outcome_line
from bot.views.words.sentences import sentence
from bot.views.words.why import WHY

ASK_ONE = N_("Name one of the three: a handle, a post or a day. Then Mutuals says why nothing happened.")

_MOST_LINES = 9
"""Below the title."""
_LONGEST_FACT = 300


def why_view(explanation: Explanation, title: str, card_link: str = "") -> Screen:
    """What it is about, and why, the strongest first. card_link: opens the card in the channel; empty where there is none."""
    lines = [line for fact in explanation.facts for line in _lines(fact)][:_MOST_LINES]
    buttons: list[Button] = [ui.Button(label=_("Open the card"), url=card_link)] if card_link else []
    if explanation.may_be_suggested and explanation.profile is not None:
        buttons.append(suggest_button(explanation.profile.user_id))
    row = [ui.ActionRow(*buttons)] if buttons else []
    return Screen(ui.Container(text(title, *(f"- {line}" for line in lines)), *row, accent_colour=BLUE))


def about_person(explanation: Explanation) -> str:
    """The title of an answer about somebody."""
    return who(explanation.profile) if explanation.profile is not None else ""


def about_post(explanation: Explanation, link: str) -> str:
    """The title of an answer about a post."""
    post = _("[This post]({link})").format(link=link)
    return _("{post} by {who}").format(post=post, who=who(explanation.profile)) if explanation.profile is not None else post


def about_day(day: date) -> str:
    """The title of an answer about a day."""
    return f"**{day_name(day)}**"


def no_post(typed: str) -> str:
    """For what is neither a link to a post nor its id."""
    message = _("“{typed}” is not a post on X. Paste its link, like https://x.com/ada/status/1234567890, or its id.")
    return message.format(typed=plain(typed, 60))


def _lines(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Card):
        yield from filter(None, [headline(fact), outcome_line(fact)])
    elif isinstance(fact, OptOut):
        message = _("Opted out ({reason} · {when}). /people opt-outs can undo that.")
        yield message.format(reason=said_by(fact), when=moment(fact.at))
    else:
        # What is said here alone has moments in it, and is made safe where it is said.
        yield WHY[fact.code](fact) if fact.code in WHY else plain(sentence(fact), _LONGEST_FACT)
