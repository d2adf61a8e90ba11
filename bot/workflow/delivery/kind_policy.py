"""What carrying out a suggestion is, by its kind: where kinds differ, the difference is here as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain import Purpose, SuggestionKind


@dataclass(frozen=True, slots=True)
class Deed:
    """What X is asked to do once a suggestion of this kind is approved.

    endpoint: by its name in X's limits. plural: for people: "follows are spread over the hour".
    back_open_for: how long somebody may decide about one that was put off and has come back.
    """

    kind: SuggestionKind
    purpose: Purpose
    endpoint: str
    plural: str
    back_open_for: timedelta


FOLLOW = Deed(SuggestionKind.FOLLOW_BACK, Purpose.FOLLOW_BACK, "POST /2/users/:id/following", "follows", timedelta(days=1))
REPLY = Deed(SuggestionKind.REPLY, Purpose.REPLY, "POST /2/tweets", "replies", timedelta(hours=1))

DEED_OF = {deed.kind: deed for deed in (FOLLOW, REPLY)}
BY_PURPOSE = {deed.purpose: deed for deed in (FOLLOW, REPLY)}
