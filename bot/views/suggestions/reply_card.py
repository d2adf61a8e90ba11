"""What a reply's card tells: the post, who wrote it, the text that is proposed, and what Approve would do with it."""

from __future__ import annotations

from discord import ui

from bot.domain import Card, ExpectedRoute, Intent, InteractionKind, ReplyDetails, Route, SuggestionState
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _
from bot.views.format.limits import BUTTON_LINK, MESSAGE_TEXT
from bot.views.format.numbers import moment, price, times
from bot.views.format.phone import LINE, SMALL_PRINT, rows
from bot.views.format.screen import Button, Item, text
from bot.views.format.text import lines, plain, plain_name
from bot.views.people.person import history, introduction, suppressed, verdict, verdict_chip, who
from bot.views.suggestions.follow_card import will_notice
from bot.views.suggestions.small_print import small_print
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence
from bot.x.web_intents import reply_link

LONGEST_TEXT = 2 * MAX_TEXT_LENGTH
"""Characters of an answer that are shown, twice as many as can be written: some have to be escaped."""

_WHOLE_CARD = MESSAGE_TEXT - 1_100
"""Of Discord's characters, those that are left beside name, handle, reason, and what a queue says above the card."""
_MOST_ROWS = 8
"""Of a phone, without who wrote and the buttons. The answer is shown whole, and the post as far as there is room."""
_FEWEST_POST_ROWS = 2
_WHOLE_POST = 2_400
_LONGEST_NOTE = 300
_LONGEST_SIGN = 80
_LONGEST_OPT_OUT = 160

_HOW = {
    InteractionKind.MENTION: N_("[mentioned you]({link}) {ago}"),
    InteractionKind.IMPLICIT_MENTION: N_("[answered somebody else in a conversation with you]({link}) {ago}"),
    InteractionKind.REPLY: N_("[replied to you]({link}) {ago}"),
    InteractionKind.QUOTE: N_("[quoted you]({link}) {ago}"),
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

_UNUSUAL = {
    ExpectedRoute.HAND_OFF: N_("**Approve** opens X with your text (free)."),
    ExpectedRoute.TRY_API: N_("**Approve** posts it ({price}), or opens X with your text (free)."),
}
_UNUSUAL_WITH_LINK = _UNUSUAL | {
    ExpectedRoute.API: N_("**Approve** posts it: **{price} because of the link**."),
    ExpectedRoute.TRY_API: N_("**Approve** posts it (**{price} because of the link**), or opens X with your text (free)."),
}

_TAKEN_FOR = {
    Intent.QUESTION: N_("Taken for a question"),
    Intent.THANKS: N_("Taken for thanks"),
    Intent.PRAISE: N_("Taken for praise"),
    Intent.COMPLAINT: N_("Taken for a complaint"),
    Intent.SHARE: N_("Taken for somebody sharing your post"),
    Intent.GREETING: N_("Taken for a greeting"),
}


def open_reply(card: Card) -> list[Item]:
    """The post and the proposed text, and whatever is unusual; `details_of_reply` has the rest."""
    suggestion, details = card.suggestion, _details(card)
    reason = plain(sentence(suggestion.note), _LONGEST_NOTE)
    sent_back = _("**The last text did not go out.** {reason}").format(reason=reason) if reason else ""
    above = [said for said in (sent_back, _possible_opt_out(details), suppressed(suggestion.assessment)) if said]
    proposed, notes = [_heading(card, details), _proposed(details)], small_print(card, _unusual(card, details))
    left = _MOST_ROWS - sum(map(rows, [*above, *proposed])) - rows(notes, SMALL_PRINT)
    return [*map(text, above), _post(card, details, LINE * max(left, _FEWEST_POST_ROWS)), text(*proposed, notes)]


def details_of_reply(card: Card) -> list[Item]:
    """Everything that is known: the whole post, why it is worth an answer, who wrote it, and what Approve would do."""
    suggestion, details = card.suggestion, _details(card)
    merits = plain(" · ".join(map(sentence, details.why)), 240)
    author = [verdict(suggestion.assessment), suppressed(suggestion.assessment), _interaction_history(card, details)]
    consequences = [_taken_for(details), what_approve_does(card, details)]
    return [
        introduction(card.profile, _("**Why now:** {why}").format(why=merits) if merits else ""),
        _post(card, details, min(_WHOLE_POST, _WHOLE_CARD - len(merits) - sum(map(len, author + consequences)))),
        text(*author),
        text(*consequences),
    ]


def decided_reply(card: Card) -> list[Item]:
    """The post it was to, and the text: what went out where that was seen, and else what was approved."""
    reply_details = _details(card)
    if card.suggestion.state is SuggestionState.SNOOZED:
        return open_reply(card)
    answer, post = reply_details.answer, reply_details.interaction
    their_post = _("[their post]({link}) {ago}").format(link=post.link, ago=moment(post.at, "R"))
    items: list[Item] = [text(who(card.profile, their_post))]
    if answer is not None:
        items.append(text(_("**The answer on X** · [open]({link})").format(link=answer.link), lines(answer.text, LONGEST_TEXT)))
    elif reply_details.draft.text and card.suggestion.state in _SHOWS_TEXT:
        items.append(text(lines(reply_details.draft.text, LONGEST_TEXT), _long_link(card, reply_details)))
    return items


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


def _unusual(card: Card, reply_details: ReplyDetails) -> str:
    """What Approve does and costs where it does not simply post the text."""
    does = (_UNUSUAL_WITH_LINK if reply_details.has_link else _UNUSUAL).get(card.expected_route)
    return _(does).format(price=price(card.price)) if does and reply_details.draft.text else ""


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


def _post(card: Card, reply_details: ReplyDetails, limit: int) -> Item:
    """Who said what, when."""
    post = reply_details.interaction
    said = lines(post.text, limit) or _("> *They posted no text.*")
    how = _(_HOW[post.kind]).format(link=post.link, ago=moment(post.at, "R"))
    return text(who(card.profile, how, verdict_chip(card.suggestion.assessment)), said)


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
    message = _("**They may be opting out:** “{words}”. If so, press **Do not answer**.")
    return message.format(words=words) if words else ""


def _heading(card: Card, reply_details: ReplyDetails) -> str:
    draft = reply_details.draft
    if draft.written_by:
        said = (
            _("**Your reply** · written by {member}; somebody else approves")
            if card.four_eyes
            else _("**Your reply** · written by {member}")
        )
        return said.format(member=plain_name(draft.written_by))
    return _("**Your reply**") if draft.text else ""


def _taken_for(reply_details: ReplyDetails) -> str:
    """What Mutuals made of the post."""
    draft = reply_details.draft
    if draft.intent not in _TAKEN_FOR:
        return _("Mutuals could not tell what they want.")
    because = f" ({plain(sentence(draft.because), _LONGEST_SIGN)})" if draft.because else ""
    return f"{_(_TAKEN_FOR[draft.intent])}{because}"


def _proposed(reply_details: ReplyDetails) -> str:
    why_none = plain(sentence(reply_details.no_draft), _LONGEST_NOTE)
    return lines(reply_details.draft.text, LONGEST_TEXT) or paragraph(why_none, _("Write one with **Edit**."))
