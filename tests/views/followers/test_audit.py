"""The audit: what is known, what more would cost, the question before it, and the chart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Assessment, Audit, AuditReport, BaselineStatus, Reason, Share, Verdict
from bot.views.followers.audit import (
    AUDIT_FILE,
    audit_done_view,
    audit_running,
    audit_started,
    audit_view,
    first_look,
    offer_button,
    question_view,
)
from bot.views.followers.audit_chart import audit_chart_alt_text
from bot.views.format.screen import Screen
from bot.views.suggestions.marks import announcement_component_id, announcement_of_component
from tests.support.samples.cards import (
    MAYA,
    NOW,
    ada,
    assessments,
    buttons,
    components,
    counts,
    discord_takes,
    members,
    moments,
    profiles,
    text,
    walked,
)
from tests.support.samples.notes import written

PARTIAL, COMPLETE = BaselineStatus.PARTIAL, BaselineStatus.COMPLETE
ESTIMATED = {
    Verdict.ENGAGED: Share(0.012, 0.009, 0.016),
    Verdict.QUIET: Share(0.81, 0.795, 0.824),
    Verdict.UNSURE: Share(0.12, 0.107, 0.135),
    Verdict.SUSPICIOUS: Share(0.058, 0.05, 0.066),
}


def exactly(**of: float) -> dict[Verdict, Share]:
    return {verdict: Share(value, value, value) for verdict, value in ((v, of.get(v.value, 0.0)) for v in Verdict)}


def report(**changes: object) -> AuditReport:
    facts: dict[str, object] = {
        "made_at": NOW,
        "assessed": 7_400,
        "followers": 100_000,
        "by_verdict": {Verdict.ENGAGED: 89, Verdict.QUIET: 5_994, Verdict.UNSURE: 888, Verdict.SUSPICIOUS: 429},
        "shares": ESTIMATED,
    }
    return AuditReport(**(facts | changes))  # type: ignore[arg-type]  # the facts stand above with their types


def overview(shown: AuditReport, baseline: BaselineStatus = PARTIAL, **changes: Any) -> Screen:
    return audit_view(shown, baseline, **({"running": None, "offers": ()} | changes))


AUDIT = Audit(3, NOW, MAYA, max_profiles=5_000, read=2_000)

shares = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(sorted).map(lambda s: Share(s[1], s[0], s[2]))
few_people = st.lists(st.tuples(profiles, assessments), max_size=5, unique_by=lambda one: one[0].user_id).map(tuple)
reports = st.builds(
    AuditReport,
    made_at=moments,
    assessed=st.integers(0, 10**10),
    followers=counts,
    by_verdict=st.dictionaries(st.sampled_from(Verdict), st.integers(0, 10**10)),
    shares=st.one_of(st.just({}), st.fixed_dictionaries(dict.fromkeys(Verdict, shares))),
    suspicious=few_people,
    neglected=few_people,
)
audits = st.builds(Audit, st.integers(1, 10**6), moments, members, st.integers(0, 10**9), st.integers(0, 10**9))
money = st.integers(0, 10**15)
offers = st.builds(offer_button, st.integers(1, 10**9), cost=money, margin=st.one_of(st.none(), st.floats(0, 0.5)), everyone=st.booleans())


@given(
    reports, st.sampled_from(BaselineStatus), st.one_of(st.none(), audits), st.lists(offers, max_size=3, unique_by=lambda b: b.custom_id)
)
def test_discord_takes_any_audit(shown: AuditReport, baseline: BaselineStatus, running: Audit | None, offered: list[Any]) -> None:
    view = audit_view(shown, baseline, running=running, offers=offered)
    discord_takes(view, uploads=1)
    assert "@everyone" not in text(view)


@given(reports, st.sampled_from(BaselineStatus), audits, money, st.text(max_size=500))
def test_discord_takes_any_report_of_a_reading(shown: AuditReport, baseline: BaselineStatus, audit: Audit, cost: int, why: str) -> None:
    discord_takes(
        audit_done_view(
            shown, baseline, audit, cost=cost, stopped_by=written(why) if why else None, component_id=announcement_component_id(5)
        ),
        uploads=1,
    )


@given(st.integers(1, 10**9), st.integers(0, 10**9), money, money, st.booleans(), st.booleans())
def test_discord_takes_any_question(more: int, again: int, cost: int, in_budget: int, everyone: bool, price_rose: bool) -> None:
    discord_takes(question_view(more, max_profiles=more + again, cost=cost, everyone=everyone, in_budget=in_budget, price_rose=price_rose))


def test_it_says_how_many_were_never_assessed_and_how_far_the_shares_can_be_trusted() -> None:
    said = text(overview(report()))

    assert "Mutuals has assessed **7,400**. **92,600** of your 100,000 followers were never assessed." in said
    assert "-# Those assessed are the newest; older ones may differ." in said
    assert "- **suspicious 5.8%** · about 5,800 people" in said


def test_where_everybody_is_known_nothing_is_estimated_and_nothing_is_to_be_paid() -> None:
    known = report(assessed=2_400, followers=2_380, by_verdict={Verdict.QUIET: 2_390, Verdict.SUSPICIOUS: 10})
    said = text(overview(replace(known, shares=exactly(quiet=2_390 / 2_400, suspicious=10 / 2_400)), COMPLETE))

    assert "Mutuals has assessed everyone, about **2,400** people. Nothing is estimated, and there is nothing to pay." in said
    assert "- **suspicious 0.4%** · 10 people" in said
    assert "never assessed" not in said
    assert "newest" not in said


def test_more_than_x_counts_is_never_a_negative_number() -> None:
    said = text(overview(report(assessed=500, followers=450)))
    assert "assessed nearly everyone, about **500** people. A few older ones may be missing." in said
    assert "-" not in said.replace("\n- ", "").replace("-#", "")


def test_without_xs_own_count_it_does_not_pretend_to_know() -> None:
    said = text(overview(report(followers=None)))
    assert "assessed **7,400**. X did not say how many followers you have in all." in said
    assert "- **suspicious 5.8%** · 429 people" in said


def test_before_anybody_was_assessed_there_is_no_chart() -> None:
    view = overview(report(assessed=0, by_verdict={}, shares={}), BaselineStatus.PENDING)
    assert all(part["type"] != 12 for part in components(view)[0]["components"])
    assert "Mutuals has assessed **0**." in text(view)


def test_the_chart_is_shown_with_its_numbers_in_words() -> None:
    (gallery,) = (part for part in components(overview(report()))[0]["components"] if part["type"] == 12)
    assert gallery["items"][0]["media"]["url"] == f"attachment://{AUDIT_FILE}"
    assert gallery["items"][0]["description"] == audit_chart_alt_text(ESTIMATED)


def test_the_biggest_suspicious_ones_are_named_and_whom_to_follow_back_is_in_a_menu() -> None:
    suspect = Assessment(Verdict.SUSPICIOUS, 90, (Reason(written("follows 4,871, followed by 9"), 45),), 0)
    missed = Assessment(Verdict.QUIET, 0, (Reason(written("has posted 80 times")),), 70, why=(written("writes about harbours, like you"),))
    view = overview(report(suspicious=((ada(), suspect),), neglected=((ada(username="bo", user_id=2, followers=None), missed),)))

    assert "**Biggest suspicious followers:** [@ada](https://x.com/i/user/4711) (12,400)" in text(view)
    (menu,) = (part for part in walked(view) if part["type"] == 3)
    assert menu["placeholder"] == "Worth a follow-back, and never suggested…"
    assert menu["options"][0]["description"] == "quiet · writes about harbours, like you"


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ("follows 4,871, followed by 37", "- [@ada](https://x.com/i/user/4711) · follows 4,871, followed by 37"),
        ("follows 4,371, followed by 9", "- [@ada](https://x.com/i/user/4711) · 37 followers · follows 4,371, followed by 9"),
        ("follows 37,000", "- [@ada](https://x.com/i/user/4711) · 37 followers · follows 37,000"),
    ],
)
def test_no_figure_stands_twice_in_a_line(fact: str, line: str) -> None:
    missed = Assessment(Verdict.QUIET, 90, (Reason(written(fact)),), 0)
    assert line in text(Screen(*first_look({}, [(ada(followers=37), missed)]))).split("\n")


def test_a_verdict_that_nobody_has_is_said_to_be_that() -> None:
    nobody = {**ESTIMATED, Verdict.ENGAGED: Share(0.0, 0.0, 0.004)}
    assert "- **engaged 0%** · none found" in text(overview(report(shares=nobody, by_verdict={Verdict.QUIET: 7_400})))


@pytest.mark.parametrize(
    ("offer", "label", "custom_id"),
    [
        (
            {"more": 1_000, "cost": 1_000_000, "margin": 0.0213, "everyone": False},
            "Assess 1,000 more (up to $1.00, then ± 2%)",
            "audit:ask:1000",
        ),
        (
            {"more": 1_000, "cost": 110_000, "margin": 0.004, "everyone": False},
            "Assess 1,000 more (up to $0.11, then ± 0.4%)",
            "audit:ask:1000",
        ),
        ({"more": 5_000, "cost": 5_000_000, "margin": None, "everyone": False}, "Assess 5,000 more (up to $5.00)", "audit:ask:5000"),
        ({"more": 92_604, "cost": 92_604_000, "margin": None, "everyone": True}, "Assess everyone (up to $92.61)", "audit:ask:92604"),
    ],
)
def test_an_offer_says_beforehand_what_it_costs_and_brings(offer: dict[str, Any], label: str, custom_id: str) -> None:
    more = offer.pop("more")
    assert buttons(overview(report(), offers=[offer_button(more, **offer)])) == {label: custom_id}


def test_the_question_names_the_sum_and_its_buttons_hold_what_is_agreed() -> None:
    view = question_view(5_000, max_profiles=5_000, cost=5_000_000, everyone=False, in_budget=8_000_000)

    assert "This reads up to 5,000 profiles and costs up to $5.00. Nothing happens on X." in text(view)
    assert buttons(view) == {"Yes, spend up to $5.00": "audit:yes:5000:5000000", "No": "audit:no"}
    assert "moment ago" not in text(view)
    assert "again" not in text(view)
    assert "budget" not in text(view)


def test_the_question_says_when_the_budget_makes_it_take_longer() -> None:
    said = text(question_view(5_000, max_profiles=5_000, cost=5_000_000, everyone=False, in_budget=1_250_000))
    assert "Your budget for X leaves $1.25 for it today; the rest waits for the next days." in said


def test_whoever_has_to_be_read_again_is_named_before_it_is_paid() -> None:
    said = text(question_view(1_000, max_profiles=1_400, cost=1_400_000, everyone=False, in_budget=1_400_000, price_rose=True))
    assert "costs more now than it did a moment ago" in said
    assert "up to 1,400 profiles and costs up to $1.40" in said
    assert "400 followers already known must be read again" in said


def test_a_reading_under_way_is_told_with_who_asked_and_how_far_it_is() -> None:
    said = text(overview(report(), running=AUDIT))
    assert audit_running(AUDIT) in said
    assert "as Maya asked <t:1772445600:R>: 2,000 of up to 5,000 profiles so far" in said
    assert "up to 5,000 profiles now" in audit_started(AUDIT)


def test_the_team_is_told_what_a_reading_cost_and_why_it_ended_early() -> None:
    whole = audit_done_view(report(), PARTIAL, AUDIT, cost=1_980_000, stopped_by=None)
    early = audit_done_view(
        report(), PARTIAL, AUDIT, cost=0, stopped_by=written("X did not allow this."), component_id=announcement_component_id(5)
    )

    assert "Maya had Mutuals assess older followers: 2,000 profiles read for $1.98.\n" in text(whole)
    assert "2,000 profiles read for nothing. It ended early: X did not allow this." in text(early)
    assert announcement_of_component(components(early)[0]["id"]) == 5
