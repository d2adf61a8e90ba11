"""What a reply's card tells: the post, who wrote it, the text that is proposed, and what Approve would do with it."""

from __future__ import annotations

from discord import ui

from bot.domain import Card, ExpectedRoute, Intent, InteractionKind, ReplyDetails, Route, SuggestionState
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _
from bot.views.format.limits import BUTTON_LINK, MESSAGE_TEXT
from bot.views.format.numbers import moment, price, times
from bot.views.format.screen import Button, Item, text
from bot.views.format.text import lines, plain, plain_name
from bot.views.people.person import history, introduction, suppressed, verdict
from bot.views.suggestions.follow_card import snoozed_line, will_notice
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence
from bot.x.web_intents import reply_link

LONGEST_TEXT = 2 * MAX_TEXT_LENGTH
"""Characters of an answer that are shown, twice as many as can be written: some have to be escaped."""

_WHOLE_CARD = MESSAGE_TEXT - 1_100
"""Of Discord's characters, those that are left beside name, handle, reason, and what a queue says above the card."""
_LONGEST_POST = 700
_LONGEST_NOTE = 300
_LONGEST_SIGN = 80
_LONGEST_OPT_OUT = 160
_MOST_FACTS = 2

_HOW = {
    InteractionKind.MENTION: N_("[Mentioned you]({link}) {ago}"),
    InteractionKind.IMPLICIT_MENTION: N_("[Answered somebody else in a conversation with you]({link}) {ago}"),
    InteractionKind.REPLY: N_("[Replied to you]({link}) {ago}"),
    InteractionKind.QUOTE: N_("[Quoted you]({link}) {ago}"),
}

_ACCESS = {
    ExpectedRoute.API: N_("**Approve** posts it as a reply: {price}."),
    ExpectedRoute.HAND_OFF: N_("**Approve** opens X with your text: press Reply there, and Mutuals will notice (free)."),
    ExpectedRoute.TRY_API: N_("**Approve** tries to post it as a reply: {price}. If X refuses, you get a link to X with your text (free)."),
}
_ACCESS_WITH_LINK = _ACCESS | {
    ExpectedRoute.API: N_("**Approve** posts it as a reply: **{price} because of the link**."),
    ExpectedRoute.TRY_API: N_(
        "**Approve** tries to post it as a reply: **{price} because of the link**. If X refuses, you get a link to X with your text (free)."
    ),
}

_TAKEN_FOR = {
    Intent.QUESTION: N_("**Answer** · taken for a question"),
    Intent.THANKS: N_("**Answer** · taken for thanks"),
    Intent.PRAISE: N_("**Answer** · taken for praise"),
    Intent.COMPLAINT: N_("**Answer** · taken for a complaint"),
    Intent.SHARE: N_("**Answer** · taken for somebody sharing your post"),
    Intent.GREETING: N_("**Answer** · taken for a greeting"),
}


def open_reply(card: Card) -> list[Item]:
    """Everything somebody needs to decide. The proposed text is shown to its end, whatever room is left for the post."""
    suggestion, reply_details = card.suggestion, _details(card)
    reason = plain(sentence(suggestion.note), _LONGEST_NOTE)
    sent_back = _("**The last text did not go out.** {reason}").format(reason=reason) if reason else ""
    merits = plain(" · ".join(map(sentence, reply_details.why)), 240)
    why = _("**Why now:** {why}").format(why=merits) if merits else ""
    author = "\n".join(
        filter(
            None,
            [
                verdict(suggestion.assessment, most=_MOST_FACTS),
                suppressed(suggestion.assessment),
                _interaction_history(card, reply_details),
            ],
        )
    )
    request, proposed = _possible_opt_out(reply_details), f"{_heading(reply_details)}\n{_proposed(reply_details)}"
    consequences = "\n".join(filter(None, [what_approve_does(card, reply_details), _small_print(card)]))
    room = _WHOLE_CARD - sum(map(len, (sent_back, request, author, proposed, consequences)))
    return [
        *(text(said) for said in (sent_back, request) if said),
        introduction(card.profile, why),
        _post(reply_details, min(room, _LONGEST_POST)),
        text(author),
        text(proposed),
        text(consequences),
    ]


def decided_reply(card: Card) -> list[Item]:
    """The post it was to, and the text: what went out where that was seen, and else what was approved."""
    reply_details = _details(card)
    if card.suggestion.state is SuggestionState.SNOOZED:
        return _put_off(card, reply_details)
    answer, post = reply_details.answer, reply_details.interaction
    items: list[Item] = [introduction(card.profile, _("-# [Their post]({link}) · {ago}").format(link=post.link, ago=moment(post.at, "R")))]
    if answer is not None:
        items.append(text(_("**The answer on X** · [open]({link})").format(link=answer.link), lines(answer.text, LONGEST_TEXT)))
    elif reply_details.draft.text and card.suggestion.state in _SHOWS_TEXT:
        items.append(text(lines(reply_details.draft.text, LONGEST_TEXT), _long_link(card, reply_details)))
    return items


def _put_off(card: Card, reply_details: ReplyDetails) -> list[Item]:
    """It can still be approved: what that is about, and would do, stays on the card."""
    request, proposed = _possible_opt_out(reply_details), f"{_heading(reply_details)}\n{_proposed(reply_details)}"
    items: list[Item] = [
        *([text(request)] if request else []),
        introduction(card.profile),
        _post(reply_details, _LONGEST_POST),
        text(proposed),
    ]
    consequences = what_approve_does(card, reply_details)
    return [*items, text(consequences)] if consequences else items


_SHOWS_TEXT = frozenset(SuggestionState) - {SuggestionState.SKIPPED, SuggestionState.EXPIRED}


def composer_links(card: Card) -> list[Button]:
    """Opens X with the text filled in; Discord tells nobody that it was pressed. None where that link is only fit for the card's text.

    Where it is not even that, the button opens X without the text, which stands on the card.
    """
    reply_details = _details(card)
    link = _link(reply_details)
    if len(link) > _WHOLE_CARD - len(lines(reply_details.draft.text, LONGEST_TEXT)):
        return [ui.Button(label=_("Open X, then paste the text"), url=reply_link(reply_details.interaction.post_id))]
    return [ui.Button(label=_("Open X with your text"), url=link)] if len(link) <= BUTTON_LINK else []


def handed_off_reply(card: Card) -> str:
    """What the team has to do now."""
    turn = _("Your turn: open X below, look the text over and press **Reply** there.")
    return paragraph(turn, will_notice(card))


def answered(card: Card) -> str:
    """That it happened, and how that is known."""
    suggestion = card.suggestion
    at, by_team = suggestion.settled_at, KIND_WORDS[suggestion.kind].closed_by_team
    if suggestion.closed_by_team and by_team is not None:
        return _(by_team.outcome)
    if suggestion.route is Route.HAND_OFF:
        return _("Answered on X, confirmed {when}.").format(when=moment(at, "t")) if at else _("Answered on X, confirmed.")
    return _("Answered {when}.").format(when=moment(at)) if at else _("Answered.")


def what_approve_does(card: Card, reply_details: ReplyDetails) -> str:
    """What pressing Approve really does on this access to X, and what it costs."""
    if not reply_details.draft.text:
        return ""
    does = _ACCESS_WITH_LINK if reply_details.has_link else _ACCESS
    return _(does[card.expected_route]).format(price=price(card.price))


def _long_link(card: Card, reply_details: ReplyDetails) -> str:
    """The same as a link in the text, which may be longer than a button's."""
    if card.suggestion.state is not SuggestionState.HANDED_OFF or composer_links(card):
        return ""
    return _("[Open X with your text]({link})").format(link=_link(reply_details))


def _link(reply_details: ReplyDetails) -> str:
    return reply_link(reply_details.interaction.post_id, reply_details.draft.text)


def _details(card: Card) -> ReplyDetails:
    if card.reply_details is None:
        raise ValueError(f"The card of suggestion {card.suggestion.id} is not a reply's.")
    return card.reply_details


def _post(reply_details: ReplyDetails, limit: int) -> Item:
    post = reply_details.interaction
    said = lines(post.text, limit) or _("> *They posted no text.*")
    return text(_(_HOW[post.kind]).format(link=post.link, ago=moment(post.at, "R")), said)


def _interaction_history(card: Card, reply_details: ReplyDetails) -> str:
    """What passed between them and the account."""
    spoke, answered = times(reply_details.spoke), times(reply_details.answered)
    before = [
        _("spoke to you {times} before").format(times=spoke) if reply_details.spoke else "",
        _("you have answered them {times} before").format(times=answered) if reply_details.answered else "",
    ]
    interaction_history = ", ".join(filter(None, before)) or _("their first post to you")
    return f"{history(card.profile, card.follower)} · {interaction_history}"


def _possible_opt_out(reply_details: ReplyDetails) -> str:
    """In their words, and what to do about it."""
    words = plain(reply_details.possible_opt_out, _LONGEST_OPT_OUT)
    message = _("**They may be opting out:** “{words}”. If so, press **Opt out**: nobody replies to them again.")
    return message.format(words=words) if words else ""


def _heading(reply_details: ReplyDetails) -> str:
    draft = reply_details.draft
    if draft.written_by:
        return _("**Answer** · written by {member}").format(member=plain_name(draft.written_by))
    if reply_details.possible_opt_out:
        return _("**Answer** · none is proposed")
    if draft.intent not in _TAKEN_FOR:
        return _("**Answer** · Mutuals could not tell what they want")
    because = f" ({plain(sentence(draft.because), _LONGEST_SIGN)})" if draft.because else ""
    return f"{_(_TAKEN_FOR[draft.intent])}{because}"


def _proposed(reply_details: ReplyDetails) -> str:
    why_none = plain(sentence(reply_details.no_draft), _LONGEST_NOTE)
    return lines(reply_details.draft.text, LONGEST_TEXT) or paragraph(why_none, _("Write one with **Edit**."))


def _small_print(card: Card) -> str:
    said = _("Skip: not this time. Later: back in 3 hours. Opt out: this person is never suggested again. Answer by {when}.")
    return "\n".join(filter(None, ["-# " + said.format(when=moment(card.suggestion.expires_at)), snoozed_line(card)]))
