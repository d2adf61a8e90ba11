"""What an undecided follow-back's card tells, and what can be said about it."""

from __future__ import annotations

from discord import ui

from bot.domain import Card, ExpectedRoute, Route
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import compact, moment, price
from bot.views.format.phone import BESIDE_PICTURE, LINE, SMALL_PRINT, rows
from bot.views.format.screen import Button, Item, text
from bot.views.format.text import plain
from bot.views.people.person import (
    bio,
    figures,
    handle_line,
    history,
    introduction,
    reasons_besides,
    short_figures,
    short_name,
    suppressed,
    verdict,
    verdict_chip,
    who,
    why_now,
    why_words,
)
from bot.views.suggestions.small_print import small_print
from bot.views.words.sentences import sentence
from bot.x.web_intents import follow_link

_LONGEST_NOTE = 400
_LONGEST_SUPPRESSED = 72
"""Columns: two lines of a phone with what stands before."""
_MOST_ROWS = 8
"""Of a phone, above the buttons. The bio takes what the rest leaves."""
_WHOLE_BIO = 4 * LINE
"""Columns: about as long as X takes one."""
_MOST_REASON_ROWS, _MOST_BIO_ROWS = 2, 2
_BIO_LINE = 42
"""Columns; the mark of the quotation takes the rest."""

_ACCESS = {
    ExpectedRoute.API: N_("**Approve** follows them through X ({price})."),
    ExpectedRoute.HAND_OFF: N_("**Approve** gives you a link: press Follow on X, and Mutuals confirms it (free)."),
    ExpectedRoute.TRY_API: N_(
        "**Approve** tries to follow them through X ({price}). If X refuses, you get a link to do it yourself (free)."
    ),
}

_UNUSUAL = {
    ExpectedRoute.API: N_("**Approve** follows them ({price})."),
    ExpectedRoute.TRY_API: N_("**Approve** follows them ({price}), or gives you a link (free)."),
}


def open_follow(card: Card) -> list[Item]:
    """As much as it takes to decide within five seconds; `details_of_follow` has the rest."""
    profile, assessment = card.profile, card.suggestion.assessment
    chip, held = verdict_chip(assessment, reason=True), suppressed(assessment, _LONGEST_SUPPRESSED)
    beside_picture = 1 + rows(handle_line(profile), BESIDE_PICTURE) + rows(chip, BESIDE_PICTURE)
    notes = small_print(card, _unusual(card))
    left = _MOST_ROWS - beside_picture - rows(held) - rows(notes, SMALL_PRINT)
    room = LINE * min(left - 1, _MOST_REASON_ROWS)
    reasons = reasons_besides(assessment, room)
    said = [reason.fact for reason in assessment.reasons[:1]] + reasons
    facts = [why_words(reasons, room), held, short_figures(profile, said)]
    about = bio(profile, _BIO_LINE * min(left - rows(facts[0]) - rows(facts[-1]), _MOST_BIO_ROWS))
    return [introduction(profile, chip, name=short_name(profile)), text(*facts, about, notes)]


def details_of_follow(card: Card) -> list[Item]:
    """Everything that is known, and what Approve would do."""
    profile, assessment = card.profile, card.suggestion.assessment
    return [
        introduction(profile, why_now(assessment)),
        text(bio(profile, _WHOLE_BIO), history(profile, card.follower), figures(profile)),
        text(verdict(assessment), suppressed(assessment)),
        text(what_approve_does(card)),
    ]


def decided_follow(card: Card) -> list[Item]:
    """Who it was about."""
    profile = card.profile
    followers = ngettext("{count} follower", "{count} followers", profile.followers or 0).format(count=compact(profile.followers or 0))
    return [text(who(profile, verdict_chip(card.suggestion.assessment), followers if profile.followers is not None else ""))]


def follow_page_links(card: Card) -> list[Button]:
    """Opens X's own page that asks whether to follow this user; Discord tells nobody that it was pressed."""
    return [ui.Button(label=_("Open X's follow page"), url=follow_link(card.suggestion.user_id))]


def handed_off_follow(card: Card) -> str:
    """What the team has to do now."""
    turn = _("Your turn: open the page below, then press **Follow** on X.")
    request = _("Their account is protected, so it becomes a request.") if card.profile.protected else ""
    return paragraph(turn, request, will_notice(card))


def followed(card: Card) -> str:
    """That it happened, and how that is known."""
    suggestion, at = card.suggestion, card.suggestion.settled_at
    if suggestion.note:
        note = plain(sentence(suggestion.note), _LONGEST_NOTE)
        return paragraph(note, _("Confirmed {when}.").format(when=moment(at)) if at else "")
    if suggestion.route is Route.HAND_OFF:
        return _("Followed on X, confirmed {when}.").format(when=moment(at, "t")) if at else _("Followed on X, confirmed.")
    return _("Following since {when}.").format(when=moment(at)) if at else _("Following.")


def will_notice(card: Card) -> str:
    """Until when Mutuals looks on X for what was handed off."""
    if card.hand_off_until is None:
        return _("Mutuals will notice.")
    return _("Mutuals will notice until {when}.").format(when=moment(card.hand_off_until))


def what_approve_does(card: Card) -> str:
    """What pressing Approve really does on this access to X, and what it costs."""
    does = _(_ACCESS[card.expected_route]).format(price=price(card.price))
    request = _("Their account is protected: this sends a request, which they may decline.")
    return paragraph(does, request if card.profile.protected else "")


def _unusual(card: Card) -> str:
    """What Approve does and costs where it is more than a link."""
    return _(_UNUSUAL[card.expected_route]).format(price=price(card.price)) if card.expected_route in _UNUSUAL else ""
