"""The daily digest."""

from __future__ import annotations

from discord import MediaGalleryItem, ui

from bot.domain import Act, Digest, Verdict
from bot.views.digest.growth_chart import chart_alt_text
from bot.views.format.numbers import counted, day_name, moment, number, spent
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import at_handle, plain
from bot.views.suggestions.act_words import ACT_WORDS

CHART_FILE = "followers.png"

_MOST_MEMBERS = 12


def digest_view(digest: Digest, *, component_id: int | None = None) -> Screen:
    """The digest; where it has days to show, it needs the chart attached as CHART_FILE."""
    items: list[Item] = [
        text(
            f"### Daily digest · {day_name(digest.day)}",
            f"-# {moment(digest.since)} to {moment(digest.until)}",
            _followers(digest),
            _correction(digest),
            _verdicts(digest),
            f"Unfollowed: {', '.join(map(at_handle, digest.left))}" if digest.left else "",
        ),
        text("**Decisions**", *_decisions(digest)),
        text(
            _follow_backs(digest),
            _replies(digest),
            f"**Spent on X:** {spent(digest.spent)}",
        ),
    ]
    if digest.days:
        picture = MediaGalleryItem(f"attachment://{CHART_FILE}", description=chart_alt_text(digest.days))
        items.append(ui.MediaGallery(picture))
    return Screen(ui.Container(*items, accent_colour=BLUE, id=component_id))


def _followers(digest: Digest) -> str:
    parts = [f"**{counted(digest.gained, 'new follower')}**"]
    parts.append(f"{number(digest.lost)} left" if digest.lost is not None else "unfollows not known yet")
    if digest.followers is not None:
        parts.append(f"{number(digest.followers)} in all" + (f" at {moment(digest.counted_at, 't')}" if digest.counted_at else ""))
    return " · ".join(parts)


def _correction(digest: Digest) -> str:
    if digest.miscounted_since is None:
        return ""
    since = moment(digest.miscounted_since)
    untrue = "The last digest's unfollow count was wrong; this one counts from then on."
    return f"**Correction:** X had counted your followers wrongly after {since}. {untrue}"


def _verdicts(digest: Digest) -> str:
    found = [f"{number(digest.by_verdict[v])} {v.value}" for v in Verdict if digest.by_verdict.get(v)]
    return f"Among the new ones: {', '.join(found)}" if found else ""


def _follow_backs(digest: Digest) -> str:
    came_of_it = f"{number(digest.done)} done · {_underway(digest.waiting, digest.undecided)}"
    return f"**Follow-backs:** {came_of_it} · {number(digest.lapsed)} lapsed"


def _replies(digest: Digest) -> str:
    """Nothing where nobody spoke and nothing was to be answered."""
    if not (digest.spoke or digest.answered or digest.answers_waiting or digest.answers_undecided or digest.unanswered):
        return ""
    came_of_it = f"{number(digest.answered)} answered · {_underway(digest.answers_waiting, digest.answers_undecided)}"
    return f"**Replies:** {counted(digest.spoke, 'post')} to you · {came_of_it} · {number(digest.unanswered)} not answered in time"


def _underway(approved: int, undecided: int) -> str:
    return f"{number(approved)} approved, not yet on X · {number(undecided)} waiting for a decision"


def _decisions(digest: Digest) -> list[str]:
    worth_telling = {name: told for name, acts in digest.decisions.items() if (told := _told(acts))}
    busiest = sorted(worth_telling.items(), key=lambda said: (-sum(said[1].values()), said[0]))
    lines = [f"- {plain(name, 80)}: {_said(acts)}" for name, acts in busiest[:_MOST_MEMBERS]]
    if len(busiest) > _MOST_MEMBERS:
        lines.append(f"- and {counted(len(busiest) - _MOST_MEMBERS, 'other member')}; /history has them all")
    return lines or ["Nobody decided anything."]


def _told(acts: dict[str, int]) -> dict[Act, int]:
    """What is worth a word."""
    return {act: acts[act] for act, words in ACT_WORDS.items() if words.counted and acts.get(act)}


def _said(acts: dict[Act, int]) -> str:
    return ", ".join(f"{number(count)} {ACT_WORDS[act].counted}" for act, count in acts.items())
