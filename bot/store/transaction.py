"""Everything the store can do, within one transaction."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.changes import Changes
from bot.store.delivery.permissions import Permissions
from bot.store.delivery.rate_limits import Limits
from bot.store.digest.counts import DigestCounts
from bot.store.followers.audits import Audits
from bot.store.followers.bursts import Bursts
from bot.store.followers.followers import Followers, Following
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
from bot.store.suggestions.cards import StoredCards
from bot.store.suggestions.prompts import Prompts
from bot.store.suggestions.replies import Replies
from bot.store.suggestions.suggestions import Suggestions
from bot.store.team.accounts import Accounts
from bot.store.team.announcements import Announcements
from bot.store.team.settings import SettingChanges


class Tx:
    """One account's repositories, on one connection; of no use after its `async with`. changes: what they have changed."""

    def __init__(self, connection: AsyncConnection, account_id: int) -> None:
        self.changes = changes = Changes()
        self.accounts = Accounts(connection, account_id, changes)
        self.profiles = Profiles(connection, account_id, changes)
        self.followers = Followers(connection, account_id, changes)
        self.following = Following(connection, account_id, changes)
        self.assessments = Assessments(connection, account_id, changes)
        self.overrides = Overrides(connection, account_id, changes)
        self.keywords = KeywordLists(connection, account_id, changes)
        self.interactions = Interactions(connection, account_id, changes)
        self.own_posts = OwnPosts(connection, account_id, changes)
        self.bursts = Bursts(connection, account_id, changes)
        self.audits = Audits(connection, account_id, changes)
        self.suggestions = Suggestions(connection, account_id, changes)
        self.replies = Replies(connection, account_id, changes)
        self.saved_replies = SavedReplies(connection, account_id, changes)
        self.opt_outs = OptOuts(connection, account_id, changes)
        self.prompts = Prompts(connection, account_id, changes)
        self.announcements = Announcements(connection, account_id, changes)
        self.settings = SettingChanges(connection, account_id, changes)
        self.ledger = Ledger(connection, account_id, changes)
        self.limits = Limits(connection, account_id, changes)
        self.permissions = Permissions(connection, account_id, changes)
        self.digest_counts = DigestCounts(connection, account_id, changes)
        self.snapshots = Snapshots(connection, account_id, changes)
        self.cards = StoredCards(connection, account_id, changes)
