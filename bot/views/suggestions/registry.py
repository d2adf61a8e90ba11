"""How suggestions of each kind are shown: the one table of what builds their cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain import Card, SuggestionKind
from bot.views.format.screen import Button, Item
from bot.views.suggestions import follow_card, reply_card


@dataclass(frozen=True, slots=True)
class KindView:
    """What builds the screens of one kind.

    open: what an undecided card tells; details: all that is known, for one member; decided: what one tells below its outcome.
    links: what opens X where the team can do what was approved. handed_off, done: the outcome in these states.
    pages: the kind of its queue's pages, which stands in custom_ids.
    """

    open: Callable[[Card], list[Item]]
    details: Callable[[Card], list[Item]]
    decided: Callable[[Card], list[Item]]
    links: Callable[[Card], list[Button]]
    handed_off: Callable[[Card], str]
    done: Callable[[Card], str]
    pages: str


KIND_VIEWS: Mapping[SuggestionKind, KindView] = {
    SuggestionKind.FOLLOW_BACK: KindView(
        open=follow_card.open_follow,
        details=follow_card.details_of_follow,
        decided=follow_card.decided_follow,
        links=follow_card.follow_page_links,
        handed_off=follow_card.handed_off_follow,
        done=follow_card.followed,
        pages="queue",
    ),
    SuggestionKind.REPLY: KindView(
        open=reply_card.open_reply,
        details=reply_card.details_of_reply,
        decided=reply_card.decided_reply,
        links=reply_card.composer_links,
        handed_off=reply_card.handed_off_reply,
        done=reply_card.answered,
        pages="replies",
    ),
}
