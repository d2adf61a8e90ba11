"""How X gives lists out, page by page: https://docs.x.com/x-api."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.x.errors import IncompleteList

log = logging.getLogger(__name__)

LARGEST_PAGE = 1_000
"""People in a page of followers or following; subscriptions in a page of them."""

LARGEST_LOOKUP = 100
"""People or posts looked up at once."""

SMALLEST_MENTION_PAGE, LARGEST_MENTION_PAGE = 5, 100
SMALLEST_OWN_PAGE, LARGEST_OWN_PAGE = 5, 100
"""Of the posts that the account itself wrote."""
SMALLEST_QUOTE_PAGE, LARGEST_QUOTE_PAGE = 10, 100

MOST_EMPTY_PAGES = 10
"""In a row that a reading puts up with. X hides the suspended and their posts after it has cut a list into pages, so some may be empty."""


def next_token(body: Mapping[str, object]) -> str | None:
    """The token of the next page; None at the end of the list."""
    meta = body.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) and token else None


class Pagination:
    """Keeps reading a list from never ending. fault: why it ended where X said that more comes; empty for none."""

    def __init__(self, token: str | None = None) -> None:
        """token: where the reading begins."""
        self._tokens = {token}
        self._empty_pages = 0
        self.fault = ""

    def has_next(self, next_token: str | None, *, empty: bool) -> bool:
        """Whether there is a page to ask for after one with this token. empty: that page brought nothing that this reading did not have."""
        self._empty_pages = self._empty_pages + 1 if empty else 0
        if next_token is None:
            return False
        if next_token in self._tokens:
            self.fault = "X named a place in the list a second time"
        elif self._empty_pages >= MOST_EMPTY_PAGES:
            self.fault = f"X gave {self._empty_pages} pages in a row with nothing new on them"
        else:
            self._tokens.add(next_token)
            return True
        log.warning("A list on X was not read to its end: %s", self.fault)
        return False

    def check(self) -> None:
        """Raises IncompleteList where the reading ended before the list did."""
        if self.fault:
            raise IncompleteList(detail=self.fault)
