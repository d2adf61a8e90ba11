"""The digest."""

from __future__ import annotations

from discord import MediaGalleryItem, ui

from bot.domain import Act, Digest, KindCounts, SuggestionKind, Verdict
from bot.views.digest.growth_chart import chart_alt_text
from bot.views.format.i18n import _, ngettext
from bot.views.format.numbers import day_name, moment, number, spent
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import at_handle, plain_name
from bot.views.people.person import verdict_name
from bot.views.words.acts import ACT_WORDS
from bot.views.words.departures import marked
from bot.views.words.kinds import KIND_WORDS

CHART_FILE = "followers.png"

_MOST_MEMBERS = 5


def digest_view(digest: Digest, *, component_id: int | None = None) -> Screen:
    """The digest; where it has days to show, it needs the chart attached as CHART_FILE."""
    items: list[Item] = [
        text(
            _("### Digest · {day}").format(day=day_name(digest.day)),
            _("-# {since} to {until}").format(since=moment(digest.since), until=moment(digest.until)),
            _followers(digest),
            _correction(digest),
            _verdicts(digest),
            _("Who left: {handles}").format(handles=", ".join(_left(digest))) if digest.left else "",
        ),
        text(_("**Decisions**"), *_decisions(digest)),
        text(
            *(_kind(digest, kind) for kind in KIND_WORDS),
            _("**Spent on X:** {amount}").format(amount=spent(digest.spent)),
        ),
    ]
    if digest.days:
        picture = MediaGalleryItem(f"attachment://{CHART_FILE}", description=chart_alt_text(digest.days))
        items.append(ui.MediaGallery(picture))
    return Screen(ui.Container(*items, accent_colour=BLUE, id=component_id))


def _left(digest: Digest) -> list[str]:
    return [marked(at_handle(handle), digest.departures.get(handle)) for handle in digest.left]


def _followers(digest: Digest) -> str:
    new = ngettext("**{count} new follower**", "**{count} new followers**", digest.gained)
    parts = [new.format(count=number(digest.gained))]
    if digest.lost is None:
        parts.append(_("unfollows not known yet"))
    else:
        parts.append(_("{count} left").format(count=number(digest.lost)))
    if digest.followers is not None and digest.counted_at:
        message = _("{count} in all at {time}")
        parts.append(message.format(count=number(digest.followers), time=moment(digest.counted_at, "t")))
    elif digest.followers is not None:
        parts.append(_("{count} in all").format(count=number(digest.followers)))
    return " · ".join(parts)


def _correction(digest: Digest) -> str:
    if digest.miscounted_since is None:
        return ""
    return _(
        "**Correction:** X had counted your followers wrongly after {since}. "
        "The last digest's unfollow count was wrong; this one counts from then on."
    ).format(since=moment(digest.miscounted_since))


def _verdicts(digest: Digest) -> str:
    found = [
        _("{count} {verdict}").format(count=number(digest.by_verdict[verdict]), verdict=verdict_name(verdict))
        for verdict in Verdict
        if digest.by_verdict.get(verdict)
    ]
    return _("Among the new ones: {verdicts}").format(verdicts=", ".join(found)) if found else ""


def _kind(digest: Digest, kind: SuggestionKind) -> str:
    """What was done, waits and was missed; nothing of a kind that there were none of, unless it is always told of."""
    words, counts = KIND_WORDS[kind], digest.kinds.get(kind, KindCounts())
    parts = [
        *([(words.received(digest.spoke), digest.spoke)] if words.received else []),
        (_(words.done), counts.done),
        (_("{count} approved, not yet on X"), counts.approved),
        (_("{count} waiting for a decision"), counts.undecided),
        (_(words.missed), counts.missed),
    ]
    if not words.always_counted and not any(count for _said, count in parts):
        return ""
    figures = " · ".join(said.format(count=number(count)) for said, count in parts)
    return _("**{title}:** {said}").format(title=_(words.title), said=figures)


def _decisions(digest: Digest) -> list[str]:
    worth_telling = {name: told for name, acts in digest.decisions.items() if (told := _told(acts))}
    busiest = sorted(worth_telling.items(), key=lambda said: (-sum(said[1].values()), said[0]))
    lines = [f"- {plain_name(name)}: {_said(acts)}" for name, acts in busiest[:_MOST_MEMBERS]]
    if (more := len(busiest) - _MOST_MEMBERS) > 0:
        message = ngettext("- and {count} other member; /history has them all", "- and {count} other members; /history has them all", more)
        lines.append(message.format(count=number(more)))
    return lines or [_("Nobody decided anything.")]


def _told(acts: dict[str, int]) -> dict[Act, int]:
    """What is worth a word."""
    return {act: acts[act] for act, words in ACT_WORDS.items() if words.counted and acts.get(act)}


def _said(acts: dict[Act, int]) -> str:
    return ", ".join(_(ACT_WORDS[act].counted).format(count=number(count)) for act, count in acts.items())
