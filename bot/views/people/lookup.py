"""Everything that is known about one person."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle, ui

from bot.domain import Act, Assessment, Follower, HistoryEntry, Opinion, Overrule, Profile, Suggestion
from bot.views.format.numbers import moment
from bot.views.format.palette import GREY, OF_VERDICT
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import plain
from bot.views.people.person import bio, figures, history, introduction, kept_off, reach, verdict
from bot.views.suggestions.card import LABELS
from bot.views.suggestions.history import history_line

FORGET = "forget"
"""The word that takes a member's opinion back."""

_MOST_LINES = 5
_ACTS = {Opinion.FINE: Act.FINE, Opinion.NOT_FOR_US: Act.NOT_FOR_US}


def lookup_view(
    profile: Profile,
    *,
    follower: Follower | None,
    assessment: Assessment | None,
    suggestion: Suggestion | None,
    reply: Suggestion | None = None,
    past: Sequence[HistoryEntry],
    left_alone: bool,
    overrule: Overrule | None,
) -> Screen:
    """Verdict, reasons, figures and history.

    suggestion: the latest about following them back; reply: the latest about answering them; past: newest first;
    overrule: the member's word that counts, if there is one.
    """
    items: list[Item] = [
        introduction(profile, bio(profile)),
        text(history(profile, follower), figures(profile), f"-# As X showed it {moment(profile.fetched_at, 'R')}"),
    ]
    if assessment is not None:
        items.append(text(verdict(assessment), kept_off(assessment), reach(profile)))
    items.append(text(*_standing(suggestion, reply, left_alone=left_alone), _said(overrule)))
    if past:
        more = f"-# The latest {_MOST_LINES}; /history has the rest." if len(past) > _MOST_LINES else ""
        items.append(text("**History**", *(f"- {history_line(entry)}" for entry in past[:_MOST_LINES]), more))
    items.append(_row(profile.user_id, overrule))
    return Screen(ui.Container(*items, accent_colour=OF_VERDICT[assessment.verdict] if assessment else GREY))


def overrule_id(user_id: int, word: str) -> str:
    """The custom_id of a button about somebody's verdict. word: an opinion's, or FORGET."""
    return f"overrule:{user_id}:{word}"


def _standing(suggestion: Suggestion | None, reply: Suggestion | None, *, left_alone: bool) -> list[str]:
    return [
        f"Latest suggestion: **{_state(suggestion)}**" if suggestion else "Following back was never suggested.",
        f"Latest reply: **{_state(reply)}**" if reply else "",
        "This person is left alone and not suggested; /people left-alone says why." if left_alone else "",
    ]


def _state(suggestion: Suggestion) -> str:
    return suggestion.state.value.replace("_", " ")


def _said(overrule: Overrule | None) -> str:
    if overrule is None:
        return ""
    words, _ = LABELS[_ACTS[overrule.opinion]]
    return f"**{plain(overrule.member_name, 80)}** said “{words}” · {moment(overrule.at)}. That counts until somebody takes it back."


def _row(user_id: int, overrule: Overrule | None) -> Row:
    said = overrule.opinion if overrule else None
    words = {opinion.value: LABELS[_ACTS[opinion]] for opinion in Opinion if opinion is not said}
    if said is not None:
        words[FORGET] = ("Take it back", ButtonStyle.secondary)
    buttons: list[Button] = [
        ui.Button(label=label, style=style, custom_id=overrule_id(user_id, word)) for word, (label, style) in words.items()
    ]
    return ui.ActionRow(*buttons)
