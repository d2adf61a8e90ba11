"""What is known of the present followers, what more would cost, and the question before it is spent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from discord import ButtonStyle, MediaGalleryItem, ui

from bot.domain import Assessment, Audit, AuditReport, BaselineStatus, Note, Profile, Verdict
from bot.views.followers.audit_chart import audit_chart_alt_text
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext, spoken_language
from bot.views.format.numbers import at_most, margin_of_error, moment, number, spent, tenths
from bot.views.format.palette import BLUE
from bot.views.format.phone import LINE, columns, cut
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import linked_handle, plain, plain_name
from bot.views.people.person import verdict_name, why_line
from bot.views.people.suggest import suggest_menu
from bot.views.words.sentences import sentence

AUDIT_FILE = "audit.png"

NOTHING_READ = N_("Nothing was read and nothing was spent.")
EVERYONE_KNOWN = N_("Mutuals already knows all your followers: nothing to read, nothing to pay.")
STILL_SYNCING = N_("The initial sync of your followers is still running. Please try again when it is done.")

_NEGLECTED = N_("Worth a follow-back, and never suggested…")
_MOST_PEOPLE = 3
_LONGEST_PERSON = 2 * LINE - 8
"""Columns: two lines of a phone, on which words break."""


def audit_view(report: AuditReport, baseline: BaselineStatus, *, running: Audit | None, offers: Sequence[Button]) -> Screen:
    """What is known, for one member. Where anybody was assessed it needs the chart attached as AUDIT_FILE.

    running: an audit under way. offers: what more can be assessed, from `offer_button`.
    """
    rows: list[Row] = [ui.ActionRow(*offers)] if offers else []
    menu = suggest_menu(report.neglected, _(_NEGLECTED))
    return Screen(ui.Container(*_report(report, baseline), accent_colour=BLUE), *menu, *_audit_running(running), *rows)


def audit_done_view(
    report: AuditReport, baseline: BaselineStatus, audit: Audit, *, cost: int, stopped_by: Note | None, component_id: int | None = None
) -> Screen:
    """The report in the channel after an audit. cost: in micro-dollars. stopped_by: why it ended early; None where it did not."""
    read = ngettext(
        "{member} had Mutuals assess older followers: {count} profile read for {amount}.",
        "{member} had Mutuals assess older followers: {count} profiles read for {amount}.",
        audit.read,
    ).format(member=plain_name(audit.requested_by.name), count=number(audit.read), amount=spent(cost))
    early = _("It ended early: {reason}").format(reason=plain(sentence(stopped_by), 300)) if stopped_by else ""
    found = ui.Container(*_report(report, baseline, paragraph(read, early)), accent_colour=BLUE, id=component_id)
    return Screen(found, *suggest_menu(report.neglected, _(_NEGLECTED)))


def first_look(by_verdict: Mapping[Verdict, int], neglected: Sequence[tuple[Profile, Assessment]]) -> list[Item]:
    """What the initial sync brought: the followers by verdict, and a few who are worth a follow-back, with a menu that suggests them."""
    counts = [f"**{number(count)}** {verdict_name(verdict)}" for verdict, count in by_verdict.items() if count]
    found = [text(_("By verdict: {counts}").format(counts=" · ".join(counts)))] if counts else []
    return [*found, *_people(_("The most worthwhile who were never suggested"), neglected, _why), *suggest_menu(neglected)]


def offer_button(more: int, *, cost: int, margin: float | None, everyone: bool) -> Button:
    """Asks about assessing more people. cost: at most, in micro-dollars. margin: of error afterwards, 0 to 1; None where unknown."""
    if everyone:
        message = _("Assess everyone (up to {cost})")
    elif margin is None:
        message = _("Assess {count} more (up to {cost})")
    else:
        message = _("Assess {count} more (up to {cost}, then ± {margin})")
    label = message.format(count=number(more), cost=at_most(cost), margin=margin_of_error(margin or 0))
    return ui.Button(label=label, style=ButtonStyle.secondary, custom_id=f"audit:ask:{more}")


def question_view(more: int, *, max_profiles: int, cost: int, everyone: bool, in_budget: int, price_rose: bool = False) -> Screen:
    """Asks once more before anything is spent.

    max_profiles: to read. in_budget: micro-dollars that the budgets leave for it today. price_rose: it costs more
    now than the member agreed to.
    """
    assess_more = ngettext("### Assess {count} more follower?", "### Assess {count} more followers?", more).format(count=number(more))
    reads = ngettext(
        "This reads up to {count} profile and costs up to {cost}. Nothing happens on X.",
        "This reads up to {count} profiles and costs up to {cost}. Nothing happens on X.",
        max_profiles,
    ).format(count=number(max_profiles), cost=at_most(cost))
    rest_waits = _("Your budget for X leaves {amount} for it today; the rest waits for the next days.").format(amount=spent(in_budget))
    again = max_profiles - more
    read_again = ngettext(
        "-# X no longer accepts the saved position, so up to {count} follower already known must be read again first.",
        "-# X no longer accepts the saved position, so up to {count} followers already known must be read again first.",
        again,
    ).format(count=number(again))
    lines = [
        _("This costs more now than it did a moment ago. Nothing was spent.") if price_rose else "",
        _("### Assess everyone?") if everyone else assess_more,
        reads,
        rest_waits if in_budget < cost else "",
        _("The report will appear in the channel."),
        read_again if again > 0 else "",
    ]
    yes = _("Yes, spend up to {cost}").format(cost=at_most(cost))
    buttons: list[Button] = [
        ui.Button(label=yes, style=ButtonStyle.primary, custom_id=f"audit:yes:{more}:{cost}"),
        ui.Button(label=_("No"), style=ButtonStyle.secondary, custom_id="audit:no"),
    ]
    return Screen(ui.Container(text(*lines), accent_colour=BLUE), ui.ActionRow(*buttons))


def audit_started(audit: Audit) -> str:
    """After a member said yes."""
    return ngettext(
        "Mutuals is reading up to {count} profile now. The report will appear in the channel when that is done.",
        "Mutuals is reading up to {count} profiles now. The report will appear in the channel when that is done.",
        audit.max_profiles,
    ).format(count=number(audit.max_profiles))


def audit_running(audit: Audit) -> str:
    """While an audit runs."""
    return ngettext(
        "Mutuals is reading older followers, as {member} asked {ago}: {read} of up to {count} profile so far. "
        "The report will appear in the channel.",
        "Mutuals is reading older followers, as {member} asked {ago}: {read} of up to {count} profiles so far. "
        "The report will appear in the channel.",
        audit.max_profiles,
    ).format(
        member=plain_name(audit.requested_by.name),
        ago=moment(audit.requested_at, "R"),
        read=number(audit.read),
        count=number(audit.max_profiles),
    )


def _audit_running(audit: Audit | None) -> list[Item]:
    return [text(audit_running(audit))] if audit else []


def _report(report: AuditReport, baseline: BaselineStatus, first: str = "") -> list[Item]:
    items: list[Item] = [text(_("### Your followers by verdict"), first, *_coverage(report, baseline))]
    if report.shares:
        picture = MediaGalleryItem(f"attachment://{AUDIT_FILE}", description=audit_chart_alt_text(report.shares))
        items += [text(*_shares(report, baseline)), ui.MediaGallery(picture)]
    return items + _biggest(report.suspicious)


def _coverage(report: AuditReport, baseline: BaselineStatus) -> list[str]:
    """How many were assessed, how many never, and what that means for the figures."""
    count, newest = number(report.assessed), ""
    if baseline is BaselineStatus.COMPLETE:
        message = ngettext(
            "Mutuals has assessed everyone, about **{count}** person. Nothing is estimated, and there is nothing to pay.",
            "Mutuals has assessed everyone, about **{count}** people. Nothing is estimated, and there is nothing to pay.",
            report.assessed,
        )
    elif report.followers is not None and report.never_assessed == 0:
        message = ngettext(
            "Mutuals has assessed nearly everyone, about **{count}** person. A few older ones may be missing.",
            "Mutuals has assessed nearly everyone, about **{count}** people. A few older ones may be missing.",
            report.assessed,
        )
    else:
        newest = _("-# Those assessed are the newest; older ones may differ.")
        never = ngettext(
            "**{never}** of your {followers} followers was never assessed.",
            "**{never}** of your {followers} followers were never assessed.",
            report.never_assessed or 0,
        )
        message = paragraph(
            _("Mutuals has assessed **{count}**."),
            never if report.followers is not None else _("X did not say how many followers you have in all."),
        )
    figures = {"never": number(report.never_assessed or 0), "followers": number(report.followers or 0)}
    return [message.format(count=count, **figures), newest]


def _shares(report: AuditReport, baseline: BaselineStatus) -> list[str]:
    return [_share(verdict, report, baseline) for verdict in Verdict if verdict in report.shares]


def _share(verdict: Verdict, report: AuditReport, baseline: BaselineStatus) -> str:
    share = report.shares[verdict]
    return _("- **{verdict} {share}** · {people}").format(
        verdict=verdict_name(verdict), share=tenths(share.value), people=_people_in_all(verdict, report, baseline)
    )


def _people_in_all(verdict: Verdict, report: AuditReport, baseline: BaselineStatus) -> str:
    """Counted where everybody is known, estimated for all the followers otherwise."""
    counted_here = report.by_verdict.get(verdict, 0)
    if counted_here == 0:
        return _("none found")
    if baseline is BaselineStatus.COMPLETE or report.never_assessed == 0 or report.followers is None:
        return ngettext("{count} person", "{count} people", counted_here).format(count=number(counted_here))
    estimated = round(report.shares[verdict].value * report.followers)
    return ngettext("about {count} person", "about {count} people", estimated).format(count=number(estimated))


def _biggest(suspicious: Sequence[tuple[Profile, Assessment]]) -> list[Item]:
    """A look-up has the reasons."""
    known = [
        _("{handle} ({count})").format(handle=linked_handle(profile), count=number(profile.followers))
        for profile, _assessment in suspicious[:_MOST_PEOPLE]
        if profile.followers is not None
    ]
    return [text(_("**Biggest suspicious followers:** {people}").format(people=", ".join(known)))] if known else []


def _people(title: str, people: Sequence[tuple[Profile, Assessment]], say: Callable[[Assessment], str]) -> list[Item]:
    lines = [_person(profile, say(assessment)) for profile, assessment in people[:_MOST_PEOPLE]]
    return [text(f"**{title}**", *lines)] if lines else []


def _person(profile: Profile, fact: str) -> str:
    who = " · ".join(filter(None, [linked_handle(profile), _size(profile, fact)]))
    return "- " + " · ".join(filter(None, [who, cut(fact, _LONGEST_PERSON - columns(who))]))


def _size(profile: Profile, fact: str) -> str:
    """How many follow them, unless the fact beside it tells that already."""
    if profile.followers is None:
        return ""
    followers, mark = number(profile.followers), re.escape(spoken_language().thousands)
    if re.search(rf"(?<![\d{mark}]){re.escape(followers)}(?![\d{mark}])", fact):
        return ""
    return ngettext("{count} follower", "{count} followers", profile.followers).format(count=followers)


def _first_reason(assessment: Assessment) -> str:
    return sentence(assessment.reasons[0].fact) if assessment.reasons else ""


def _why(assessment: Assessment) -> str:
    return why_line(assessment) or _first_reason(assessment)
