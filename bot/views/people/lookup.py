"""Everything that is known about one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from discord import ui

from bot.domain import Assessment, Follower, HistoryEntry, OptOut, Override, OverrideKind, Profile, Suggestion, SuggestionKind
from bot.domain.acts import ACT_OF_OVERRIDE
from bot.domain.kinds import KINDS
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment
from bot.views.format.palette import GREY, VERDICT_COLOURS
from bot.views.format.phone import LINE
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import plain_name
from bot.views.people.opt_outs import scope
from bot.views.people.person import bio, figures, history, introduction, suppressed, verdict
from bot.views.people.suggest import suggest_button
from bot.views.words.acts import ACT_WORDS, state_name
from bot.views.words.history import history_line
from bot.views.words.kinds import KIND_WORDS

CLEAR = "clear"
"""The value that clears an override."""

_OPTED_OUT = N_("This person has opted out and is not suggested; see /people opt-outs.")

_MOST_LINES = 3
_LONGEST_BIO = 2 * LINE
"""Columns."""
_MOST_REASONS = 3


def lookup_view(
    profile: Profile,
    *,
    follower: Follower | None,
    assessment: Assessment | None,
    latest: Mapping[SuggestionKind, Suggestion],
    past: Sequence[HistoryEntry],
    opt_out: OptOut | None,
    override: Override | None,
) -> Screen:
    """Verdict, reasons, figures and history.

    latest: the newest suggestion of each kind about them. past: newest first. override: the member's override, if there is one.
    """
    items: list[Item] = [
        introduction(profile),
        text(
            bio(profile, _LONGEST_BIO),
            history(profile, follower),
            figures(profile),
            _("-# As shown on X {ago}").format(ago=moment(profile.fetched_at, "R")),
        ),
    ]
    if assessment is not None:
        items.append(text(verdict(assessment, most=_MOST_REASONS), suppressed(assessment)))
    items.append(text(*_standing(latest), _opted_out(opt_out), _said(override)))
    if past:
        more = _("-# The latest {count}; /history has the rest.").format(count=_MOST_LINES) if len(past) > _MOST_LINES else ""
        items.append(text(_("**History**"), *(f"- {history_line(entry)}" for entry in past[:_MOST_LINES]), more))
    items.append(_row(profile, override, may_be_suggested=not (_declines(opt_out) or _is_underway(latest))))
    return Screen(ui.Container(*items, accent_colour=VERDICT_COLOURS[assessment.verdict] if assessment else GREY))


def override_id(user_id: int, word: str) -> str:
    """The custom_id of a button about somebody's verdict. word: an OverrideKind, or CLEAR."""
    return f"override:{user_id}:{word}"


def _standing(latest: Mapping[SuggestionKind, Suggestion]) -> Iterator[str]:
    for kind, words in KIND_WORDS.items():
        yield _(words.latest).format(state=state_name(latest[kind].state)) if kind in latest else _(words.never)


def _said(override: Override | None) -> str:
    if override is None:
        return ""
    label = _(ACT_WORDS[ACT_OF_OVERRIDE[override.kind]].label)
    message = _("**{member}** said “{label}” · {when}. This counts until somebody clears it.")
    return message.format(member=plain_name(override.member_name), label=label, when=moment(override.at))


def _opted_out(opt_out: OptOut | None) -> str:
    if opt_out is None:
        return ""
    which = scope(opt_out)
    return _("{which}; see /people opt-outs.").format(which=which) if which else _(_OPTED_OUT)


def _declines(opt_out: OptOut | None) -> bool:
    """Whether following them is not suggested."""
    return opt_out is not None and any(KINDS[kind].about_follower for kind in opt_out.kinds)


def _is_underway(latest: Mapping[SuggestionKind, Suggestion]) -> bool:
    follow_back = latest.get(SuggestionKind.FOLLOW_BACK)
    return follow_back is not None and not follow_back.state.settled


def _row(profile: Profile, override: Override | None, *, may_be_suggested: bool) -> Row:
    said = override.kind if override else None
    labels = {kind.value: _(ACT_WORDS[ACT_OF_OVERRIDE[kind]].label) for kind in OverrideKind if kind is not said}
    if said is not None:
        labels[CLEAR] = _("Clear override")
    buttons: list[Button] = [ui.Button(label=label, custom_id=override_id(profile.user_id, word)) for word, label in labels.items()]
    if may_be_suggested and not (profile.followed_by_us or profile.follow_requested):
        buttons.insert(0, suggest_button(profile.user_id))
    return ui.ActionRow(*buttons)
