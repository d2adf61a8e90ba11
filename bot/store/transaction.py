"""Everything the store can do, within one transaction."""

from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.changes import Changes
from bot.store.delivery.permissions import Permissions
from bot.store.delivery.rate_limits import Limits
from bot.store.digest.counts import DigestCounts
from bot.store.digest.highlights import DigestHighlights
from bot.store.digest.insights import InsightSums
from bot.store.followers.audits import Audits
from bot.store.followers.bursts import Bursts
from bot.store.followers.followers import Followers, Following
from bot.store.followers.lost import LostFollowers
from bot.store.followers.sweeps import Sweeps
from bot.store.inbox.interactions import Interactions
from bot.store.inbox.own_posts import OwnPosts
from bot.store.inbox.saved_replies import SavedReplies
from bot.store.money.ledger import Ledger
from bot.store.money.snapshots import Snapshots
from bot.store.people.assessments import Assessments
from bot.store.people.keywords import KeywordLists
from bot.store.people.opt_outs import OptOuts
from bot.store.people.overrides import Overrides
from bot.store.people.profiles import Profiles
from bot.store.repository import Repository
from bot.store.suggestions.cards import StoredCards
from bot.store.suggestions.neglected import Neglected
from bot.store.suggestions.prompts import Prompts
from bot.store.suggestions.replies import Replies
from bot.store.suggestions.suggestions import Suggestions
from bot.store.team.accounts import Accounts
from bot.store.team.announcements import Announcements
from bot.store.team.settings import SettingChanges

Part = TypeVar("Part", bound=Repository)


class _Part(Generic[Part]):
    """A repository, made when it is first asked for: a transaction needs few of them."""

    def __init__(self, kind: type[Part]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, tx: Tx, owner: type) -> Part:
        made = tx.__dict__[self._name] = self._kind(*tx.made_of)
        return made


class Tx:
    """One account's repositories, on one connection; of no use after its `async with`. changes: what they have changed."""

    def __init__(self, connection: AsyncConnection, account_id: int) -> None:
        self.changes = Changes()
        self.made_of = connection, account_id, self.changes

    async def analyze(self, table: str) -> None:
        """Have the database count this table's rows. SQLite and PostgreSQL say it alike."""
        await self.made_of[0].exec_driver_sql(f"ANALYZE {table}")

    accounts = _Part(Accounts)
    profiles = _Part(Profiles)
    followers = _Part(Followers)
    following = _Part(Following)
    assessments = _Part(Assessments)
    overrides = _Part(Overrides)
    keywords = _Part(KeywordLists)
    interactions = _Part(Interactions)
    own_posts = _Part(OwnPosts)
    bursts = _Part(Bursts)
    audits = _Part(Audits)
    sweeps = _Part(Sweeps)
    lost = _Part(LostFollowers)
    neglected = _Part(Neglected)
    suggestions = _Part(Suggestions)
    replies = _Part(Replies)
    saved_replies = _Part(SavedReplies)
    opt_outs = _Part(OptOuts)
    prompts = _Part(Prompts)
    announcements = _Part(Announcements)
    settings = _Part(SettingChanges)
    ledger = _Part(Ledger)
    limits = _Part(Limits)
    permissions = _Part(Permissions)
    digest_counts = _Part(DigestCounts)
    digest_highlights = _Part(DigestHighlights)
    insights = _Part(InsightSums)
    snapshots = _Part(Snapshots)
    cards = _Part(StoredCards)
