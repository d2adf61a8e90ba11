"""What a reply's card tells: the post, who wrote it, the text that is proposed, and what Approve would do with it."""

from __future__ import annotations

from discord import ui

from bot.domain import Answering, Card, Intent, InteractionKind, Outlook, SuggestionState
from bot.drafting.visible_text import LONGEST_WRITTEN
from bot.scoring.scorecard import times
from bot.views.format.numbers import moment, money
from bot.views.format.screen import Button, Item, text
from bot.views.format.text import lines, plain
from bot.views.people.person import history, introduction, kept_off, verdict
from bot.views.suggestions.follow_card import put_off
from bot.x.web_intents import reply_link

LONGEST_TEXT = 2 * LONGEST_WRITTEN
"""Characters of an answer that are shown, twice as many as can be written: some have to be escaped."""

_WHOLE_CARD = 2_900
"""Of Discord's 4,000 characters, those that are left beside name, handle, reason, and what a desk says above the card."""
_LONGEST_POST = 700
_LONGEST_NOTE = 300
_LONGEST_WISH = 160
_MOST_FACTS = 2
_LONGEST_BUTTON_LINK = 512
"""Characters that Discord takes in a button's link."""

_HOW = {
    InteractionKind.MENTION: "mentioned you",
    InteractionKind.IMPLICIT_MENTION: "answered somebody else in a conversation with you",
    InteractionKind.REPLY: "replied to you",
    InteractionKind.QUOTE: "quoted you",
}

_ACCESS = {
    Outlook.API: "**Approve** posts it as a reply: {price}.",
    Outlook.HAND_OFF: "**Approve** opens X with your text: you press Reply there, and Mutuals sees it (free).",
    Outlook.TRY_API: "**Approve** tries to post it as a reply: {price}. If X refuses, you get a link that opens X with your text (free).",
}

_TAKEN_FOR = {
    Intent.QUESTION: "a question",
    Intent.THANKS: "thanks",
    Intent.PRAISE: "praise",
    Intent.COMPLAINT: "a complaint",
    Intent.SHARE: "somebody sharing your post",
    Intent.GREETING: "a greeting",
}


def open_reply(card: Card, answering: Answering) -> list[Item]:
    """Everything somebody needs to decide. The proposed text is shown to its end, whatever room is left for the post."""
    suggestion = card.suggestion
    sent_back = f"**The last text did not go out.** {plain(suggestion.note, _LONGEST_NOTE)}" if suggestion.note else ""
    why = f"**Why now:** {plain(answering.why, 240)}" if answering.why else ""
    author = "\n".join(
        filter(None, [verdict(suggestion.assessment, most=_MOST_FACTS), kept_off(suggestion.assessment), _dealings(card, answering)])
    )
    wish, proposed = _perhaps_wish(answering), f"{_heading(answering)}\n{_proposed(answering)}"
    consequences = "\n".join(filter(None, [what_approve_does(card, answering), _small_print(card)]))
    room = _WHOLE_CARD - sum(map(len, (sent_back, wish, author, proposed, consequences)))
    return [
        *(text(said) for said in (sent_back, wish) if said),
        introduction(card.profile, why),
        _post(answering, min(room, _LONGEST_POST)),
        text(author),
        text(proposed),
        text(consequences),
    ]


def decided_reply(card: Card, answering: Answering) -> list[Item]:
    """The post it was to, and the text: what went out where that was seen, and else what was approved."""
    if card.suggestion.state is SuggestionState.SNOOZED:
        return _put_off(card, answering)
    answer, post = answering.answer, answering.interaction
    items: list[Item] = [introduction(card.profile, f"-# [Their post]({post.link}) · {moment(post.at, 'R')}")]
    if answer is not None:
        items.append(text(f"**The answer on X** · [open]({answer.link})", lines(answer.text, LONGEST_TEXT)))
    elif answering.draft.text and card.suggestion.state in _SHOWS_TEXT:
        items.append(text(lines(answering.draft.text, LONGEST_TEXT), _long_link(card, answering)))
    return items


def _put_off(card: Card, answering: Answering) -> list[Item]:
    """It can still be approved: what that is about, and would do, stays on the card."""
    wish, proposed = _perhaps_wish(answering), f"{_heading(answering)}\n{_proposed(answering)}"
    items: list[Item] = [*([text(wish)] if wish else []), introduction(card.profile), _post(answering, _LONGEST_POST), text(proposed)]
    consequences = what_approve_does(card, answering)
    return [*items, text(consequences)] if consequences else items


_SHOWS_TEXT = frozenset(SuggestionState) - {SuggestionState.SKIPPED, SuggestionState.EXPIRED}


def composer_button(card: Card, answering: Answering) -> list[Button]:
    """Opens X with the text filled in; Discord tells nobody that it was pressed. None where that link is only fit for the card's text.

    Where it is not even that, the button opens X without the text, which stands on the card.
    """
    link = _link(answering)
    if len(link) > _WHOLE_CARD - len(lines(answering.draft.text, LONGEST_TEXT)):
        return [ui.Button(label="Open X, then paste the text", url=reply_link(answering.interaction.post_id))]
    return [ui.Button(label="Open X with your text", url=link)] if len(link) <= _LONGEST_BUTTON_LINK else []


def what_approve_does(card: Card, answering: Answering) -> str:
    """What pressing Approve really does on this access to X, and what it costs."""
    if not answering.draft.text:
        return ""
    price = f"**{money(card.price)} because of the link**" if answering.has_link else money(card.price)
    return _ACCESS[card.outlook].format(price=price)


def _long_link(card: Card, answering: Answering) -> str:
    """The same as a link in the text, which may be longer than a button's."""
    if card.suggestion.state is not SuggestionState.HANDED_OFF or composer_button(card, answering):
        return ""
    return f"[Open X with your text]({_link(answering)})"


def _link(answering: Answering) -> str:
    return reply_link(answering.interaction.post_id, answering.draft.text)


def _post(answering: Answering, limit: int) -> Item:
    post = answering.interaction
    said = lines(post.text, limit) or "> *They posted no words.*"
    return text(f"[{_HOW[post.kind].capitalize()}]({post.link}) {moment(post.at, 'R')}", said)


def _dealings(card: Card, answering: Answering) -> str:
    """What passed between them and the account."""
    spoke = f"spoke to you {times(answering.spoke)} before" if answering.spoke else ""
    answered = f"you have answered them {times(answering.answered)} before" if answering.answered else ""
    dealings = ", ".join(filter(None, [spoke, answered])) or "their first words to you"
    return f"{history(card.profile, card.follower)} · {dealings}"


def _perhaps_wish(answering: Answering) -> str:
    """In their words, and what to do about it."""
    words = plain(answering.perhaps_wish, _LONGEST_WISH)
    return f"**They may be asking to be left alone:** “{words}”. If so, press **Leave alone**: nobody answers them again." if words else ""


def _heading(answering: Answering) -> str:
    draft = answering.draft
    if draft.written_by:
        return f"**Answer** · written by {plain(draft.written_by, 80)}"
    if answering.perhaps_wish:
        return "**Answer** · none is proposed"
    if draft.intent not in _TAKEN_FOR:
        return "**Answer** · Mutuals could not tell what they want"
    because = f" ({plain(draft.because, 80)})" if draft.because else ""
    return f"**Answer** · taken for {_TAKEN_FOR[draft.intent]}{because}"


def _proposed(answering: Answering) -> str:
    return lines(answering.draft.text, LONGEST_TEXT) or f"{plain(answering.no_draft, _LONGEST_NOTE)} Write one with **Edit**.".strip()


def _small_print(card: Card) -> str:
    by = moment(card.suggestion.expires_at)
    said = f"-# Skip: not this time. Later: back in 3 hours. Leave alone: this person is not suggested again. Answer by {by}."
    return "\n".join(filter(None, [said, put_off(card)]))
