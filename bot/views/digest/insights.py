"""One insight on a phone: a title, what it means in a sentence or two, its chart, and menus for other topics and ranges."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from discord import MediaGalleryItem, SelectOption, ui

from bot.domain import Insight, InsightPart, InsightRange, InsightTopic, SuggestionKind, Verdict
from bot.domain.money import Purpose
from bot.views.format.facts import enumeration, paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import compact, decimal, dollars, month_day, number, percent, rough, short_day, short_duration, signed, tenths
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Row, Screen, text
from bot.views.format.text import plain_name
from bot.views.people.person import verdict_name
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.merits import merit_name
from bot.views.words.purposes import purpose_name

INSIGHT_FILE = "insight.png"
EXPORT_FILE = "insights.csv"
EXPORT_DESCRIPTION = N_("The figures of every insight.")

LEAST_DECISIONS, LEAST_NEWCOMERS = 10, 5
"""Fewer tell nothing: one more would turn them around."""
LEAST_OF_A_REASON = 5
MOST_PARTS = 8
"""Of members, reasons or purposes, how many a picture shows."""

HEALTHY_RATIO = 1.0
"""Following no more people than follow you: a rule of thumb. Whoever follows many more than follow them looks like an account that follows
to be followed."""
X_GOES_BY_RATIO_FROM = 5_000
"""Followed: https://help.x.com/en/using-x/x-follow-limit."""

TOPIC_NAMES: Mapping[InsightTopic, str] = {
    InsightTopic.GROWTH: N_("Growth"),
    InsightTopic.VERDICTS: N_("Who comes"),
    InsightTopic.RATIO: N_("Following and followers"),
    InsightTopic.DECISIONS: N_("Who decides, and how soon"),
    InsightTopic.REASONS: N_("What you approve"),
    InsightTopic.REACH: N_("Reach"),
    InsightTopic.ORIGINS: N_("Where followers come from"),
    InsightTopic.SPENDING: N_("What it costs"),
}
RANGE_NAMES: Mapping[InsightRange, str] = {
    InsightRange.WEEK: N_("7 days"),
    InsightRange.MONTH: N_("30 days"),
    InsightRange.QUARTER: N_("90 days"),
    InsightRange.YEAR: N_("A year"),
    InsightRange.ALL: N_("From the start"),
}
_TOO_EARLY: Mapping[InsightTopic, str] = {
    InsightTopic.GROWTH: N_("Nobody has come or left in this time. There will be something here with your next new follower."),
    InsightTopic.VERDICTS: N_("Too few people came in this time to tell: it takes {least}."),
    InsightTopic.DECISIONS: N_("Nobody has decided anything in this time. There will be something here with your first approval or skip."),
    InsightTopic.REACH: N_("There will be something here once you have followed somebody back or somebody speaks to you."),
    InsightTopic.ORIGINS: N_("Too few people came in this time to tell: it takes {least}."),
}
"""When there will be something; topics that are not here say it themselves."""


def topic_menu_id(wanted: InsightRange | str) -> str:
    """The custom_id of the menu of topics, which keeps the range."""
    return f"insight_topic:{wanted}"


def range_menu_id(topic: InsightTopic | str) -> str:
    """The custom_id of the menu of ranges, which keeps the topic."""
    return f"insight_range:{topic}"


def insight_view(insight: Insight) -> Screen:
    """Where it has a chart (`has_chart`) it needs that attached as INSIGHT_FILE."""
    items: list[Item] = [text(f"### {_(TOPIC_NAMES[insight.topic])}", range_line(insight), meaning(insight))]
    if has_chart(insight):
        items.append(ui.MediaGallery(MediaGalleryItem(f"attachment://{INSIGHT_FILE}", description=insight_alt_text(insight))))
    return Screen(ui.Container(*items, accent_colour=BLUE), *_menus(insight))


def insights_file_notice(insights: Sequence[Insight]) -> str:
    """What the file holds."""
    first, last = insights[0].first, insights[0].last
    return _("The figures of all insights, {first} to {last}. Amounts are in dollars, times in seconds.").format(
        first=short_day(first), last=short_day(last)
    )


def has_chart(insight: Insight) -> bool:
    """Whether there is anything to draw."""
    return any(value for values in insight.series.values() for value in values) or any(any(part.figures.values()) for part in insight.parts)


def range_line(insight: Insight) -> str:
    """Of which days it tells."""
    return "-# " + _("{first} to {last}").format(first=short_day(insight.first), last=short_day(insight.last))


def meaning(insight: Insight) -> str:
    """What the figures say, in a sentence or two."""
    return _MEANINGS[insight.topic](insight) or _(_TOO_EARLY[insight.topic]).format(least=number(LEAST_NEWCOMERS))


def insight_alt_text(insight: Insight) -> str:
    """What the picture shows, for those who do not see it."""
    title = _(TOPIC_NAMES[insight.topic])
    told = [f"{series_name(code)} {_figure(insight.topic, code, sum(filter(None, values)))}" for code, values in insight.series.items()]
    if insight.topic is InsightTopic.RATIO:
        told = []
    told += [part_words(insight.topic, part) for part in insight.parts[:MOST_PARTS]]
    said = _("{title}: {figures}.").format(title=title, figures=", ".join(told)) if told else f"{title}."
    return paragraph(said, meaning(insight).replace("**", ""))[:ALT_TEXT]


def part_words(topic: InsightTopic, part: InsightPart) -> str:
    """One bar in words."""
    figures = part.figures
    if topic is InsightTopic.DECISIONS:
        median = short_duration(figures["median_seconds"])
        return f"{part_name(topic, part)} {number(int(figures['count']))} ({median})"
    if topic is InsightTopic.REASONS:
        approved, decided = int(figures["approved"]), int(figures["approved"] + figures["turned_down"])
        return _("{reason} {approved} of {decided}").format(
            reason=part_name(topic, part), approved=number(approved), decided=number(decided)
        )
    return f"{part_name(topic, part)} {dollars(int(figures['spent']))}"


def part_name(topic: InsightTopic, part: InsightPart) -> str:
    """Whose or which bar it is, as plain text."""
    if topic is InsightTopic.REASONS:
        return merit_name(part.name)
    return purpose_name(Purpose(part.name)) if topic is InsightTopic.SPENDING else part.name


_SERIES_NAMES = {
    "gained": N_("gained"),
    "lost": N_("lost"),
    "bought": N_("bought"),
    "ratio": N_("following for each follower"),
    "followed_back": N_("followed back"),
    "spoke": N_("spoke to you"),
    "posts": N_("your posts"),
    "spent": N_("spent"),
}


def series_name(code: str) -> str:
    """What a series shows, in a word or two."""
    return verdict_name(Verdict(code)) if code in set(Verdict) else _(_SERIES_NAMES[code])


def _figure(topic: InsightTopic, code: str, value: float) -> str:
    return dollars(int(value)) if topic is InsightTopic.SPENDING and code == "spent" else number(round(value))


def _growth(insight: Insight) -> str:
    figures = insight.figures
    gained, lost = int(figures["gained"]), int(figures["lost"])
    if not gained and not lost:
        return ""
    net = gained - lost
    said = [
        _("You gained **{gained}** and lost **{lost}**: **{net}**{share}, {daily} new a day.").format(
            gained=number(gained),
            lost=number(lost),
            net=signed(net),
            share=_growth_share(net, figures.get("followers")),
            daily=rough(gained / insight.days),
        )
    ]
    if "gained_before" in figures:
        before = int(figures["gained_before"] - figures["lost_before"])
        said.append(_("In the {days} days before that: {net}.").format(days=number(insight.days), net=signed(before)))
    if lost and gained:
        said.append(_("For every 10 who came, {left} left.").format(left=rough(10 * lost / gained)))
    return paragraph(*said)


def _growth_share(net: int, followers: float | None) -> str:
    before = (followers or 0) - net
    if followers is None or before <= 0 or not net:
        return ""
    sign, share = "+" if net > 0 else "−", abs(net) / before
    return f" ({sign}{tenths(share)})"


def _verdicts(insight: Insight) -> str:
    figures = insight.figures
    ordinary = sum(int(figures[verdict.value]) for verdict in Verdict)
    bought = int(figures["bought"])
    if ordinary + bought < LEAST_NEWCOMERS:
        return ""
    said = []
    if ordinary:
        worth = (figures[Verdict.ENGAGED] + figures[Verdict.QUIET]) / ordinary
        said.append(
            _("**{worth}** of those who came look like real people; {engaged} spoke to you, {suspicious} look suspicious.").format(
                worth=percent(worth), engaged=number(int(figures[Verdict.ENGAGED])), suspicious=number(int(figures[Verdict.SUSPICIOUS]))
            )
        )
    if bought:
        message = ngettext("{count} more came in a purchase.", "{count} more came in purchases.", bought)
        said.append(message.format(count=number(bought)))
    return paragraph(*said)


def _ratio(insight: Insight) -> str:
    figures = insight.figures
    if "following" not in figures:
        return _("X has not said yet how many people you follow.")
    ratio = figures["following"] / figures["followers"]
    said = [
        _("You follow **{following}** and have **{followers}** followers: {ratio} for each one.").format(
            following=number(int(figures["following"])), followers=number(int(figures["followers"])), ratio=decimal(ratio, 2)
        )
    ]
    if (before := figures.get("ratio_before")) is not None and abs(before - ratio) >= 0.01:
        message = _("It was {before} before.")
        said.append(message.format(before=decimal(before, 2)))
    if ratio <= HEALTHY_RATIO:
        said.append(_("That is healthy: as a rule of thumb, follow no more people than follow you."))
    else:
        said.append(_("That is a lot: as a rule of thumb, follow no more people than follow you."))
        message = _("Beyond {count} followed, X itself limits by this ratio how many more you can follow.")
        said.append(message.format(count=number(X_GOES_BY_RATIO_FROM)))
    return paragraph(*said)


def _decisions(insight: Insight) -> str:
    if not insight.parts:
        return ""
    count = int(insight.figures["count"])
    first = insight.parts[0]
    said = [
        ngettext("**{count}** decision, {share} of it by {member}.", "**{count}** decisions, {share} of them by {member}.", count).format(
            count=number(count), share=percent(first.figures["count"] / count), member=plain_name(first.name)
        )
    ]
    busy = [part for part in insight.parts if part.figures["count"] >= LEAST_OF_A_REASON]
    quickest = min(busy, default=None, key=lambda part: part.figures["median_seconds"])
    if quickest is not None:
        said.append(
            _("{member} is the quickest: usually {time} from the card to the decision.").format(
                member=plain_name(quickest.name), time=short_duration(quickest.figures["median_seconds"])
            )
        )
    return paragraph(*said)


def _reasons(insight: Insight) -> str:
    approved, turned_down = int(insight.figures["approved"]), int(insight.figures["turned_down"])
    if approved + turned_down < LEAST_DECISIONS:
        return _("Too few decisions yet to tell: there are {count}, and it takes {least}.").format(
            count=number(approved + turned_down), least=number(LEAST_DECISIONS)
        )
    share, sampled, count = percent(approved / (approved + turned_down)), int(insight.figures["sampled"]), int(insight.figures["count"])
    if sampled < count:
        message = _("Of your newest {sampled} decisions out of {count}, **{share}** were approvals.")
        said = [message.format(sampled=number(sampled), count=number(count), share=share)]
    else:
        said = [_("You approve **{share}** of what is suggested.").format(share=share)]
    rated = [part for part in insight.parts if _decided(part) >= LEAST_OF_A_REASON]
    if len(rated) > 1:
        best, worst = max(rated, key=_approval), min(rated, key=_approval)
        if _approval(best) > _approval(worst):
            said.append(
                _("Most often “{best}” ({best_share}), least often “{worst}” ({worst_share}).").format(
                    best=merit_name(best.name),
                    best_share=percent(_approval(best)),
                    worst=merit_name(worst.name),
                    worst_share=percent(_approval(worst)),
                )
            )
    return paragraph(*said)


def _decided(part: InsightPart) -> float:
    return part.figures["approved"] + part.figures["turned_down"]


def _approval(part: InsightPart) -> float:
    return part.figures["approved"] / _decided(part)


def _reach(insight: Insight) -> str:
    figures = insight.figures
    said = []
    if people := int(figures["followed_back_people"]):
        message = ngettext(
            "**{count}** person you followed back still follows you and has **{reach}** followers.",
            "**{count}** people you followed back still follow you and have **{reach}** followers together.",
            people,
        )
        said.append(message.format(count=number(people), reach=compact(int(figures["followed_back"]))))
    if people := int(figures["spoke_people"]):
        message = ngettext(
            "**{count}** person spoke to you, in front of up to **{reach}** people.",
            "**{count}** people spoke to you, in front of up to **{reach}** people.",
            people,
        )
        said.append(message.format(count=number(people), reach=compact(int(figures["spoke"]))))
    return paragraph(*said)


def _origins(insight: Insight) -> str:
    figures = insight.figures
    if figures["gained"] < LEAST_NEWCOMERS:
        return ""
    best = insight.first + timedelta(days=int(figures["best_day"]))
    said = [
        _("Most came on **{day}**: {count}; usually it is {usual} a day.").format(
            day=month_day(best), count=number(int(figures["best"])), usual=rough(figures["usual"])
        )
    ]
    if posts := int(figures.get("best_posts", 0)):
        said.append(ngettext("You posted {count} time that day.", "You posted {count} times that day.", posts).format(count=number(posts)))
    if min(figures.get("posted_days", 0), figures.get("silent_days", 0)) >= LEAST_NEWCOMERS:
        with_posts, without = figures["with_posts"] / figures["posted_days"], figures["without_posts"] / figures["silent_days"]
        known = int(figures["posted_days"] + figures["silent_days"])
        message = (
            _("On days with a post of yours {posted} came, on others {silent}.")
            if known == insight.days
            else _("In the last {days} days, {posted} came on a day with a post of yours and {silent} on others.")
        )
        said.append(message.format(days=number(known), posted=rough(with_posts), silent=rough(without)))
    return paragraph(*said)


def _spending(insight: Insight) -> str:
    figures = insight.figures
    spent = int(figures["spent"])
    if not spent:
        return _("X has cost nothing in this time.")
    done = {kind: int(figures.get(kind, 0)) for kind in SuggestionKind}
    results = enumeration([KIND_WORDS[kind].counted(count).format(count=number(count)) for kind, count in done.items()])
    said = [_("X cost **{spent}**, for {results}.").format(spent=dollars(spent), results=results)]
    if count := sum(done.values()):
        said.append(_("That is {each} for each of them, finding and checking included.").format(each=dollars(round(spent / count))))
    return paragraph(*said)


_MEANINGS: Mapping[InsightTopic, Callable[[Insight], str]] = {
    InsightTopic.GROWTH: _growth,
    InsightTopic.VERDICTS: _verdicts,
    InsightTopic.RATIO: _ratio,
    InsightTopic.DECISIONS: _decisions,
    InsightTopic.REASONS: _reasons,
    InsightTopic.REACH: _reach,
    InsightTopic.ORIGINS: _origins,
    InsightTopic.SPENDING: _spending,
}


def _menus(insight: Insight) -> Sequence[Row]:
    topics = [SelectOption(label=_(name), value=topic.value, default=topic is insight.topic) for topic, name in TOPIC_NAMES.items()]
    ranges = [SelectOption(label=_(name), value=wanted.value, default=wanted is insight.range) for wanted, name in RANGE_NAMES.items()]
    return [
        ui.ActionRow(ui.Select[Screen](custom_id=topic_menu_id(insight.range), options=topics)),
        ui.ActionRow(ui.Select[Screen](custom_id=range_menu_id(insight.topic), options=ranges)),
    ]
