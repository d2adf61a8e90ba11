"""Having somebody suggested: the button and the menu for it, and what comes of it in a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence

from discord import SelectOption, ui

from bot.domain import Act, Assessment, HistoryEntry, OptOut, Profile, SuggestionState
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.limits import CHOICE_NAME, CHOICES
from bot.views.format.numbers import compact, moment
from bot.views.format.screen import Button, Row, Screen
from bot.views.format.text import label, linked_handle
from bot.views.people.opt_outs import said_by
from bot.views.people.person import choice_name, verdict_name, why_line
from bot.views.words.acts import ACT_WORDS, state_name
from bot.views.words.history import history_line

SUGGEST_ONE = "suggest_one"
"""The custom_id of the menu: whom it is about stands in what is chosen."""

OWN_ACCOUNT = N_("That is your own account. Nothing was changed.")


def suggest_button(user_id: int) -> Button:
    """Has this person suggested."""
    return ui.Button(label=_(ACT_WORDS[Act.SUGGEST].label), custom_id=f"suggest:{user_id}")


def suggest_menu(people: Sequence[tuple[Profile, Assessment | None]], title: str = "") -> list[Row]:
    """A menu that has one of these people suggested; nothing where there is nobody. title: who they are, where nothing else says so."""
    options = [_option(profile, assessment) for profile, assessment in people[:CHOICES]]
    if not options:
        return []
    menu = ui.Select[Screen](custom_id=SUGGEST_ONE, placeholder=title or _("Suggest one of them to the team…"), options=options)
    return [ui.ActionRow(menu)]


def suggested(profile: Profile, earlier: HistoryEntry | None, *, paused: bool) -> str:
    """That it was done, and how the suggestion before it ended."""
    who = linked_handle(profile)
    shown = _("Suggested {who}. The card is in the channel.")
    done = _("Suggested {who}. The card comes to the channel after /resume.") if paused else shown
    before = _("-# Before: {line}").format(line=history_line(earlier)) if earlier else ""
    return "\n".join(filter(None, [done.format(who=who), before]))


def already_suggested(profile: Profile, state: SuggestionState, queue: str, card_link: str) -> str:
    """Where it waits, or goes on. queue: the command; card_link: empty where there is no card."""
    message = _("{who} has been suggested already: **{state}**.").format(who=linked_handle(profile), state=state_name(state))
    if card_link:
        return paragraph(message, _("[Open the card]({link})").format(link=card_link))
    return paragraph(message, _("It waits in {queue}.").format(queue=queue))


def already_followed(profile: Profile) -> str:
    """Nothing to suggest."""
    message = _("You have asked to follow {who} already.") if profile.follow_requested else _("You follow {who} already.")
    return paragraph(message.format(who=linked_handle(profile)), _("Nothing was changed."))


def has_opted_out(profile: Profile, opt_out: OptOut) -> str:
    """Who said so and when, and where to change it."""
    message = _("{who} has opted out ({reason} · {when}) and is not suggested. /people opt-outs can undo that.")
    return message.format(who=linked_handle(profile), reason=said_by(opt_out), when=moment(opt_out.at))


def _option(profile: Profile, assessment: Assessment | None) -> SelectOption:
    facts = [verdict_name(assessment.verdict)] if assessment else []
    if profile.followers is not None:
        facts.append(ngettext("{count} follower", "{count} followers", profile.followers).format(count=compact(profile.followers)))
    if assessment is not None and (why := why_line(assessment)):
        facts.append(why)
    return SelectOption(label=choice_name(profile), value=str(profile.user_id), description=label(" · ".join(facts), CHOICE_NAME) or None)
