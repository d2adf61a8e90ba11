"""What is known of the present followers, what more would cost, and the question before it is spent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from discord import ButtonStyle, MediaGalleryItem, ui

from bot.domain import Assessment, Audit, AuditReport, BaselineStatus, Note, Profile, Share, Verdict
from bot.views.followers.audit_chart import audit_chart_alt_text, format_share, tenths
from bot.views.format.numbers import at_most, counted, margin_of_error, moment, number, spent
from bot.views.format.palette import BLUE
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import linked_handle, plain
from bot.views.people.person import verdict_name, why_line
from bot.views.words.sentences import sentence

AUDIT_FILE = "audit.png"

NOTHING_READ = "Nothing was read and nothing was spent."
EVERYONE_KNOWN = "Mutuals already knows all your followers: nothing to read, nothing to pay."
STILL_SYNCING = "The initial sync of your followers is still running. Please try again when it is done."

_LONGEST_FACT = 160


def audit_view(report: AuditReport, baseline: BaselineStatus, *, running: Audit | None, offers: Sequence[Button]) -> Screen:
    """What is known, for one member. Where anybody was assessed it needs the chart attached as AUDIT_FILE.

    running: an audit under way. offers: what more can be assessed, from `offer_button`.
    """
    rows: list[Row] = [ui.ActionRow(*offers)] if offers else []
    return Screen(ui.Container(*_report(report, baseline), accent_colour=BLUE), *_audit_running(running), *rows)


def audit_done_view(
    report: AuditReport, baseline: BaselineStatus, audit: Audit, *, cost: int, stopped_by: Note | None, component_id: int | None = None
) -> Screen:
    """The report in the channel after an audit. cost: in micro-dollars. stopped_by: why it ended early; None where it did not."""
    who = plain(audit.requested_by.name, 80)
    early = f"It ended early: {plain(sentence(stopped_by), 300)}" if stopped_by else ""
    read = f"{who} had Mutuals assess older followers: {counted(audit.read, 'profile')} read for {spent(cost)}. {early}".rstrip()
    return Screen(ui.Container(*_report(report, baseline, read), accent_colour=BLUE, id=component_id))


def offer_button(more: int, *, cost: int, margin: float | None, everyone: bool) -> Button:
    """Asks about assessing more people. cost: at most, in micro-dollars. margin: of error afterwards, 0 to 1; None where unknown."""
    whom = "everyone" if everyone else f"{number(more)} more"
    then = "" if everyone or margin is None else f", then ± {margin_of_error(margin)}"
    style = ButtonStyle.secondary
    return ui.Button(label=f"Assess {whom} (up to {at_most(cost)}{then})", style=style, custom_id=f"audit:ask:{more}")


def question_view(more: int, *, max_profiles: int, cost: int, everyone: bool, in_budget: int, price_rose: bool = False) -> Screen:
    """Asks once more before anything is spent.

    max_profiles: to read. in_budget: micro-dollars that the budgets leave for it today. price_rose: it costs more
    now than the member agreed to.
    """
    whom = "everyone" if everyone else f"{counted(more, 'more follower')}"
    again = max_profiles - more
    lines = [
        "This costs more now than it did a moment ago. Nothing was spent." if price_rose else "",
        f"### Assess {whom}?",
        f"This reads up to {counted(max_profiles, 'profile')} and costs up to {at_most(cost)}. Nothing happens on X.",
        f"Your budget for X leaves {spent(in_budget)} for it today; the rest waits for the next days." if in_budget < cost else "",
        "The report will appear in the channel.",
        f"-# X no longer accepts the saved position, so up to {counted(again, 'follower')} already known must be read again first."
        if again > 0
        else "",
    ]
    buttons: list[Button] = [
        ui.Button(label=f"Yes, spend up to {at_most(cost)}", style=ButtonStyle.primary, custom_id=f"audit:yes:{more}:{cost}"),
        ui.Button(label="No", style=ButtonStyle.secondary, custom_id="audit:no"),
    ]
    return Screen(ui.Container(text(*lines), accent_colour=BLUE), ui.ActionRow(*buttons))


def audit_started(audit: Audit) -> str:
    """After a member said yes."""
    return (
        f"Mutuals is reading up to {counted(audit.max_profiles, 'profile')} now. The report will appear in the channel when that is done."
    )


def audit_running(audit: Audit) -> str:
    """While an audit runs."""
    asked = f"{plain(audit.requested_by.name, 80)} asked {moment(audit.requested_at, 'R')}"
    read = f"{number(audit.read)} of up to {counted(audit.max_profiles, 'profile')}"
    return f"Mutuals is reading older followers, as {asked}: {read} so far. The report will appear in the channel."


def _audit_running(audit: Audit | None) -> list[Item]:
    return [text(audit_running(audit))] if audit else []


def _report(report: AuditReport, baseline: BaselineStatus, first: str = "") -> list[Item]:
    items: list[Item] = [text("### Your followers by verdict", first, *_coverage(report, baseline))]
    if report.shares:
        picture = MediaGalleryItem(f"attachment://{AUDIT_FILE}", description=audit_chart_alt_text(report.shares))
        items += [text(*_shares(report, baseline)), ui.MediaGallery(picture)]
    items += _people("The biggest suspicious followers", report.suspicious, _first_reason)
    items += _people("The most worthwhile who were never suggested", report.neglected, _why)
    return items


def _coverage(report: AuditReport, baseline: BaselineStatus) -> list[str]:
    """How many were assessed, how many never, and what that means for the figures."""
    assessed = f"**{number(report.assessed)}**"
    if baseline is BaselineStatus.COMPLETE:
        return [f"Mutuals has assessed everyone, about {assessed} people. Nothing is estimated, and there is nothing to pay."]
    newest = "-# Those assessed are the newest. Older ones may differ from them, and the range in brackets does not cover that."
    if report.followers is None:
        return [f"Mutuals has assessed {assessed}. X did not say how many followers you have in all.", newest]
    if report.never_assessed == 0:
        return [f"Mutuals has assessed nearly everyone, about {assessed} people. A few older ones may be missing."]
    never = f"**{number(report.never_assessed)}** of your {counted(report.followers, 'follower')} were never assessed."
    return [f"Mutuals has assessed {assessed}. {never}", newest]


def _shares(report: AuditReport, baseline: BaselineStatus) -> list[str]:
    return [_share(verdict, report, baseline) for verdict in Verdict if verdict in report.shares]


def _share(verdict: Verdict, report: AuditReport, baseline: BaselineStatus) -> str:
    share = report.shares[verdict]
    return f"- **{verdict_name(verdict)} {tenths(share.value)}**{_range(share)} · {_people_in_all(verdict, report, baseline)}"


def _range(share: Share) -> str:
    return format_share(share).removeprefix(tenths(share.value))


def _people_in_all(verdict: Verdict, report: AuditReport, baseline: BaselineStatus) -> str:
    """Counted where everybody is known, estimated for all the followers otherwise."""
    counted_here = report.by_verdict.get(verdict, 0)
    if counted_here == 0:
        return "none found"
    if baseline is BaselineStatus.COMPLETE or report.never_assessed == 0 or report.followers is None:
        return counted(counted_here, "person", "people")
    return f"about {counted(round(report.shares[verdict].value * report.followers), 'person', 'people')}"


def _people(title: str, people: Sequence[tuple[Profile, Assessment]], say: Callable[[Assessment], str]) -> list[Item]:
    lines = [_person(profile, say(assessment)) for profile, assessment in people]
    return [text(f"**{title}**", *lines)] if lines else []


def _person(profile: Profile, fact: str) -> str:
    return "- " + " · ".join(part for part in (linked_handle(profile), _size(profile, fact), plain(fact, _LONGEST_FACT)) if part)


def _size(profile: Profile, fact: str) -> str:
    """How many follow them, unless the fact beside it tells that already."""
    if profile.followers is None:
        return ""
    told = re.search(rf"(?<![\d,]){number(profile.followers)}(?![\d,])", fact)
    return "" if told else counted(profile.followers, "follower")


def _first_reason(assessment: Assessment) -> str:
    return sentence(assessment.reasons[0].fact) if assessment.reasons else ""


def _why(assessment: Assessment) -> str:
    return why_line(assessment) or _first_reason(assessment)
