"""The keys of the X app and the account."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credentials:
    """OAuth 1.0a keys; their text shows in no log and no error.

    bearer_token: the app's own token, for what only an app may read.
    """

    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)
    bearer_token: str | None = field(default=None, repr=False)

    @property
    def account_id(self) -> int:
        """The account that the access token belongs to: X puts its id before the dash.

        Raises ValueError, with a sentence that does not quote the token.
        """
        account, dash, _ = self.access_token.partition("-")
        if not (dash and account.isascii() and account.isdecimal() and len(account) <= 19):
            raise ValueError("The X access token should begin with digits and a dash. Copy it again from X's developer portal.")
        return int(account)
