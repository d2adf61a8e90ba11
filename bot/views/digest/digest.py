"""The digest: what a member reads in twenty seconds on a phone, and the buttons that lead on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta

from discord import ButtonStyle, MediaGalleryItem, ui

from bot.domain import BurstKind, DayCount, Digest, DigestPerson, FollowCounts, Intent, KindCounts, PostCounts, Profile, SuggestionKind
from bot.views.digest.growth_chart import chart_alt_text
from bot.views.format.fitting import Versions, fit
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import (
    day_and_month,
    decimal,
    dollars,
    moment,
    month_day,
    month_name,
    number,
    short_duration,
    signed,
    weekday_name,
)
from bot.views.format.palette import BLUE
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import at_handle, display_name, linked_handle, plain
from bot.views.words.departures import marked
from bot.views.words.digests import LEFT_OUT, OTHER_REASONS
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence

CHART_FILE = "followers.png"
QUEUE_ID, WEEK_ID, ANSWER_ID = "digest:queue", "digest:week", "digest:answer:{suggestion_id}"
"""The custom_ids of the buttons."""

MOST_ROWS, MOST_WORDS = 12, 90

_NAMED, _NAMED_REASONS = 3, 2
_ROUND_FROM = 10
"""Ratios of so much are told without a decimal."""
_LONGEST_NAME = 24
_LONGEST_REASONS, _LONGEST_QUOTES = (60, 22), (44, 12)
"""At first, and where it is to be shorter."""
_ADDRESSED = re.compile(r"^(?:@\w+\s+)+")
"""Whom a post begins with."""
_ODD_SPAN = timedelta(hours=36)
"""A longer one is no day's: the digest says since when."""
_OPEN_POSTS = {
    Intent.QUESTION: (N_("**Question:** {who}, {when}: “{words}”"), N_("**Question:** {who}, {when}")),
    Intent.COMPLAINT: (N_("**Complaint:** {who}, {when}: “{words}”"), N_("**Complaint:** {who}, {when}")),
}
"""With what they wrote, and without."""
_BURSTS = {
    BurstKind.PURCHASE: N_("**{count} more** came at once and look bought."),
    BurstKind.VIRAL: N_("**{count} of them** came at once and look real."),
}


def digest_view(digest: Digest, *, words: str = "", component_id: int | None = None) -> Screen:
    """The digest; where `has_chart`, it needs the chart attached as CHART_FILE. words: of the post it names, where they are still kept."""
    items: list[Item] = [text(*_lines(digest, words))]
    if has_chart(digest):
        picture = MediaGalleryItem(f"attachment://{CHART_FILE}", description=chart_alt_text(digest.days))
        items.append(ui.MediaGallery(picture))
    return Screen(ui.Container(*items, *_buttons(digest), accent_colour=BLUE, id=component_id))


def has_chart(digest: Digest) -> bool:
    """A day on which nothing happened is one line."""
    return bool(digest.days) and not _is_quiet(digest)


def _lines(digest: Digest, words: str) -> list[str]:
    if _is_quiet(digest):
        return [_quiet(digest)]
    lines: list[Versions] = [
        [(0, f"### {_headline(digest)}")],
        [(0, _date_line(digest))],
        *([(1, said)] for said in _odd(digest)),
        _versions((12, 4, 2), _open_post(digest, words)),
        _versions((11, 7, 4, 3), _best(digest)),
        _versions((1,), _best_days(digest)),
        _versions((10, 2), _newcomer(digest)),
        _versions((8, 7, 6), _decisions(digest)),
        *(_versions((5, 3), versions) for versions in _kinds(digest)),
        _versions((10, 9, 9), _left(digest)),
        _versions((6,), _ratio(digest)),
        _versions((5,), _cost(digest)),
    ]
    return fit(lines, rows=MOST_ROWS, words=MOST_WORDS)


def _versions(ranks: Sequence[int], versions: Sequence[str]) -> Versions:
    """The shortest ones where there are fewer than ranks."""
    return list(zip(ranks[-len(versions) :], versions, strict=True)) if versions else []


def _is_quiet(digest: Digest) -> bool:
    happened = (
        *(digest.gained, digest.lost, digest.members, digest.incidents, digest.miscounted_since, digest.unexplained, digest.told_before),
        *(counts.done or counts.missed for counts in digest.kinds.values()),
        digest.posts is not None and digest.posts.came,
    )
    return not digest.weekly and not any(happened)


def _quiet(digest: Digest) -> str:
    waiting = sum(counts.undecided for counts in digest.kinds.values())
    parts = [_("Digest"), _weekday_and_day(digest.day), _("nothing new")]
    if waiting:
        parts.append(_("{count} waiting").format(count=number(waiting)))
    return f"-# {' · '.join(parts)}"


def _headline(digest: Digest) -> str:
    ordinary = digest.gained - digest.bought
    new = ngettext("{count} new follower", "{count} new followers", ordinary) if ordinary else _("No new followers")
    parts = [new.format(count=number(ordinary))]
    if digest.worth_a_look:
        parts.append(_("{count} worth a look").format(count=number(digest.worth_a_look)))
    said = ", ".join(parts)
    left = _("{count} left").format(count=number(digest.lost or 0))
    return f"{said}; {left}" if digest.lost else said


def _date_line(digest: Digest) -> str:
    """What it covers, and X's count with its change."""
    if digest.weekly:
        last = digest.days[-1].day if digest.days else digest.day
        first = last - (digest.until.date() - digest.since.date())
        parts = [_("Weekly digest"), _("{first} to {last}").format(first=day_and_month(first), last=day_and_month(last))]
    else:
        parts = [_("Digest"), _weekday_and_day(digest.day)]
        if digest.until - digest.since > _ODD_SPAN:
            parts.append(_("since {when}").format(when=moment(digest.since)))
    if digest.followers is not None:
        count = ngettext("{count} follower", "{count} followers", digest.followers).format(count=number(digest.followers))
        parts.append(count if digest.change is None else f"{count} ({signed(digest.change)})")
    if digest.lost is None:
        parts.append(_("unfollows not known yet"))
    return f"-# {' · '.join(parts)}"


def _weekday_and_day(day: date) -> str:
    return _("{weekday} {day}").format(weekday=weekday_name(day.weekday()), day=month_day(day))


def _odd(digest: Digest) -> Iterator[str]:
    """Bursts, incidents, and why the figures do not add up where they do not."""
    for kind, count in digest.bursts.items():
        if count:
            yield _(_BURSTS[kind]).format(count=number(count))
    if digest.miscounted_since is not None:
        message = _("**Correction:** X's count was wrong after {since}, and so was the last digest.")
        yield message.format(since=moment(digest.miscounted_since))
    for incident in digest.incidents:
        yield sentence(incident)
    if digest.change is None:
        return
    if digest.told_before and digest.miscounted_since is None:
        message = _("X's count has {count} more, told of in the last digest.")
        yield message.format(count=number(digest.told_before))
    if digest.uncounted:
        message = _("{count} of them came after X's last count.")
        yield message.format(count=number(digest.uncounted))
    if digest.unexplained:
        message = _("X counts {count} more than Mutuals saw come.")
        yield message.format(count=number(digest.unexplained))


def _open_post(digest: Digest, words: str) -> list[str]:
    post = digest.oldest
    if post is None or post.intent not in _OPEN_POSTS:
        return []
    with_words, without = (_(message) for message in _OPEN_POSTS[post.intent])
    who, when = _who(post.by, digest), moment(post.at, "R")
    said = _ADDRESSED.sub("", words)
    quotes = [quote for longest in _LONGEST_QUOTES if (quote := plain(said, longest))]
    return [*(with_words.format(who=who, when=when, words=quote) for quote in quotes), without.format(who=who, when=when)]


def _best(digest: Digest) -> list[str]:
    """Who waits, with the reasons; shorter reasons where that is too long, then fewer people."""
    message = _("**Waiting:** {people}")
    people = digest.best[:_NAMED]
    shorter = _LONGEST_REASONS[-1]
    versions = [*((len(people), longest) for longest in _LONGEST_REASONS), *((n, shorter) for n in range(len(people) - 1, 0, -1))]
    named = [", ".join(_with_reason(person, digest, longest) for person in people[:n]) for n, longest in versions]
    return [message.format(people=said) for said in named if said]


def _with_reason(person: DigestPerson, digest: Digest, longest: int) -> str:
    why = plain(sentence(person.why), longest)
    return _("{who} ({why})").format(who=_who(person, digest), why=why) if why else _who(person, digest)


def _who(person: DigestPerson, digest: Digest) -> str:
    profile = Profile(person.user_id, person.username, person.name, digest.until)
    return linked_handle(profile) if person.username else f"[{plain(display_name(profile), _LONGEST_NAME)}]({profile.link})"


def _best_days(digest: Digest) -> list[str]:
    """Of a week, the best and the worst day."""
    if not digest.weekly or len({day.net for day in digest.days}) < 2:
        return []
    best, worst = (choose(digest.days, key=lambda day: day.net) for choose in (max, min))
    message = _("**Best day:** {best} · **worst:** {worst}")
    return [message.format(best=_day_and_net(best), worst=_day_and_net(worst))]


def _day_and_net(day: DayCount) -> str:
    return f"{weekday_name(day.day.weekday())} {signed(day.net)}"


def _newcomer(digest: Digest) -> list[str]:
    if digest.newcomer is None:
        return []
    message = _("**Best newcomer:** {who}")
    return [message.format(who=_with_reason(digest.newcomer, digest, longest)) for longest in _LONGEST_REASONS]


def _decisions(digest: Digest) -> list[str]:
    """Who decided how many, and how long a card waited for it; whoever is not named is counted."""
    message = _("**Decided:** {members}")
    versions = []
    for named in range(min(_NAMED, len(digest.members)), 0, -1):
        said = []
        for n, member in enumerate(digest.members[:named]):
            one = _("{member} {count} (median {time})") if n == 0 else _("{member} {count} ({time})")
            name = plain(member.name, _LONGEST_NAME) or _("Somebody")
            said.append(one.format(member=name, count=number(member.count), time=short_duration(member.median_seconds)))
        if rest := sum(member.count for member in digest.members[named:]):
            said.append(_("others {count}").format(count=number(rest)))
        versions.append(message.format(members=", ".join(said)))
    return versions


def _kinds(digest: Digest) -> Iterator[list[str]]:
    """What was done, waits and was missed of each kind; of one that answers posts, what became of those."""
    for kind, words in KIND_WORDS.items():
        if words.received is None:
            yield _counts(kind, digest.kinds.get(kind, KindCounts()))
        elif digest.posts is not None:
            yield _posts(digest.posts)


def _counts(kind: SuggestionKind, counts: KindCounts) -> list[str]:
    words = KIND_WORDS[kind]
    parts = (
        (_(words.done), counts.done),
        (_("{count} approved"), counts.approved),
        (_("{count} waiting"), counts.undecided),
        (_(words.missed), counts.missed),
    )
    figures = _figures(parts)
    return [_("**{title}:** {figures}").format(title=_(words.title), figures=figures)] if figures else []


def _posts(posts: PostCounts) -> list[str]:
    if not posts.came and not posts.carried:
        return []
    title = ngettext("{count} post", "{count} posts", posts.came).format(count=number(posts.came))
    if posts.carried:
        title = _("{posts}, {count} earlier").format(posts=title, count=number(posts.carried))
    left_out = sum(posts.left_out.values())

    def told(reasons: str) -> str:
        parts = (
            (_("{count} answered"), posts.answered),
            (_("{count} approved"), posts.approved),
            (_("{count} waiting"), posts.waiting),
            (_("{count} skipped"), posts.skipped),
            (_("{count} left out") + reasons, left_out),
            (_("{count} late"), posts.late),
            (_("{count} failed"), posts.failed),
        )
        return _("**{title}:** {figures}").format(title=title, figures=_figures(parts))

    return [told(f" ({_reasons(posts.left_out)})"), told("")] if left_out else [told("")]


def _reasons(left_out: Mapping[str, int]) -> str:
    """The most frequent ones; the others are counted together."""
    by_words: Counter[str] = Counter()
    for code, count in left_out.items():
        by_words[LEFT_OUT.get(code, OTHER_REASONS)] += count
    named = [(said, count) for said, count in by_words.most_common() if said != OTHER_REASONS][:_NAMED_REASONS]
    rest = sum(left_out.values()) - sum(count for _said, count in named)
    return _figures([*((_(said), count) for said, count in named), (_(OTHER_REASONS), rest)])


def _figures(parts: Iterable[tuple[str, int]]) -> str:
    """Those of which there are any."""
    return ", ".join(said.format(count=number(count)) for said, count in parts if count)


def _left(digest: Digest) -> list[str]:
    message = _("**Who left:** {handles}")
    named = [marked(at_handle(handle), digest.departures.get(handle)) for handle in digest.left[:_NAMED]]
    return [message.format(handles=", ".join(named[:n])) for n in range(len(named), 0, -1)]


def _ratio(digest: Digest) -> list[str]:
    """Following to followers, and where that is heading."""
    if not digest.following or not digest.followers:
        return []
    ratio, before = _one_to(digest.followers, digest.following), _ratio_of(digest.ratio_before)
    if not before or digest.ratio_before is None:
        message = _("You follow {count}: {ratio}")
    elif before == ratio:
        message = _("You follow {count}: {ratio}, steady")
    elif digest.followers * digest.ratio_before.following > digest.ratio_before.followers * digest.following:
        message = _("You follow {count}: {ratio}, rising from {before}")
    else:
        message = _("You follow {count}: {ratio}, falling from {before}")
    return [message.format(count=number(digest.following), ratio=ratio, before=before)]


def _ratio_of(counts: FollowCounts | None) -> str:
    return _one_to(counts.followers, counts.following) if counts is not None and counts.followers and counts.following else ""


def _one_to(followers: int, following: int) -> str:
    """ "1 to 15": so many followers for each that is followed; "3 to 1" where it is the other way round."""
    more, fewer = max(followers, following), min(followers, following)
    times = round(more / fewer, 1)
    figure = number(round(more / fewer)) if times >= _ROUND_FROM or times % 1 == 0 else decimal(times, 1)
    return _("1 to {count}").format(count=figure) if followers >= following else _("{count} to 1").format(count=figure)


def _cost(digest: Digest) -> list[str]:
    cost = digest.cost
    if cost is None or not (cost.spent or cost.this_month):
        return []
    if cost.first == cost.last:
        message = _("-# X: {spent} on {last} UTC; {month} {this_month} of {budget}")
    else:
        message = _("-# X: {spent} from {first} to {last} UTC; {month} {this_month} of {budget}")
    days = {"first": day_and_month(cost.first), "last": day_and_month(cost.last), "month": month_name(digest.until.astimezone(UTC))}
    spent = dollars(cost.spent) if cost.spent else _("nothing")
    return [message.format(spent=spent, this_month=dollars(cost.this_month), budget=dollars(cost.budget), **days)]


def _buttons(digest: Digest) -> list[Row]:
    """Those that can do something."""
    waiting = digest.kinds.get(SuggestionKind.FOLLOW_BACK, KindCounts()).undecided
    buttons: list[Button] = []
    if waiting:
        label = _("Review the queue ({count})").format(count=number(waiting))
        buttons.append(ui.Button(label=label, style=ButtonStyle.primary, custom_id=QUEUE_ID))
    if digest.oldest is not None:
        custom_id = ANSWER_ID.format(suggestion_id=digest.oldest.suggestion_id)
        buttons.append(ui.Button(label=_("Answer the oldest"), style=ButtonStyle.primary, custom_id=custom_id))
    if not digest.weekly:
        buttons.append(ui.Button(label=_("Show week"), style=ButtonStyle.secondary, custom_id=WEEK_ID))
    return [ui.ActionRow(*buttons)] if buttons else []
