"""The simulated X without its servers: its people, everything they post, and everything that they can do by hand."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.clock import SimulatedClock
from bot.demo.x.world.activity import EventType
from bot.demo.x.world.models import Person, Post, ReplySettings
from bot.demo.x.world.reply_rules import ReplyRefusal, reply_refusal
from bot.demo.x.world.sample_texts import ACCOUNT_POSTS
from bot.demo.x.world.social_graph import ProfileFields, SocialGraph
from bot.demo.x.world.timeline import Timeline
from bot.post_text import is_valid_post

__all__ = ["ProfileFields", "World"]

DUPLICATES_FOR = timedelta(hours=48)
"""How long X refuses a repeated text from the same account; X publishes no figure, this is what people observe."""

GONE = "This post was deleted, or you cannot see it any more."
_REFUSALS = {
    ReplyRefusal.GONE: GONE,
    ReplyRefusal.BLOCKED: "You are blocked: @{author} does not let you reply.",
    ReplyRefusal.RESTRICTED: "@{author} has limited who can reply to this post.",
}
EMPTY = "Write something first."
TOO_LONG = "This is too long. A post may have at most 280 characters, and some of them count twice."
DUPLICATE_TEXT = "Whoops! You already said that."


class World(SocialGraph):
    """X as people see it, around the one account that the team runs.

    population: how many follow the account from the start, in the usual mix of kinds.
    """

    def __init__(self, clock: SimulatedClock, *, seed: int, username: str, name: str, population: int) -> None:
        super().__init__(clock, seed=seed, username=username, name=name, population=population)
        self.timeline = Timeline(self.find)
        self.composer_opened_for: list[Post] = []
        if population:
            self._fill_timeline()

    def posts(
        self,
        person: Person,
        text: str,
        mentions_account: bool = True,
        in_reply_to: Post | None = None,
        quotes: Post | None = None,
        lang: str = "en",
        reply_settings: str = ReplySettings.EVERYONE,
    ) -> Post:
        """The person posts. With `mentions_account` the text begins with the handles of the account and of whoever is answered,
        unless it holds them; the account's own texts stay as they are.

        reply_settings: one of `ReplySettings`. Raises ValueError when it is none.
        """
        settings = ReplySettings(reply_settings)
        if mentions_account and person is not self.account:
            text = self._addressed(person, text, in_reply_to)
        return self._publish(person, text, in_reply_to, quotes, lang=lang, reply_settings=settings)

    def replies_to_thread(self, person: Person, post: Post, text: str) -> Post:
        """The person answers a post as X's own page has it: before the text come the handles of its author and of whom it mentions."""
        names = [one.username for one in dict.fromkeys((post.author, *post.mentions)) if one is not person]
        return self._publish(person, " ".join([*(f"@{name}" for name in names), text]), post, None)

    def opens_composer(self, post: Post) -> None:
        """A human opens X's composer for a reply to this post."""
        self.composer_opened_for.append(post)
        self._changed()

    def replies_by_hand(self, post: Post, text: str) -> Post:
        """A human, signed in to X as the account, replies on X's own page, where no rule for apps applies.

        Raises ValueError with a sentence for the human when X does not take the reply.
        """
        if refusal := reply_refusal(post, self):
            raise ValueError(_REFUSALS[refusal].format(author=post.author.username))
        if not text.strip():
            raise ValueError(EMPTY)
        if not is_valid_post(text):
            raise ValueError(TOO_LONG)
        if self.repeats(text):
            raise ValueError(DUPLICATE_TEXT)
        return self._publish(self.account, text, post, None)

    def has_answered(self, post: Post) -> bool:
        """Whether the account has replied to this post, by hand or through the API, and the reply is still there."""
        return any(reply.author is self.account for reply in self.timeline.replies_to(post))

    def repeats(self, text: str) -> bool:
        """Whether the account has posted this recently, so that X refuses it."""
        return self.timeline.has_said(self.account, text, self.clock.now() - DUPLICATES_FOR)

    def leaves_x(self, person: Person) -> None:
        """The person deletes their account, and with it everything they have posted."""
        for post in list(self.timeline.by(person)):
            self.timeline.delete(post)
        super().leaves_x(person)

    def edits(self, post: Post, text: str) -> Post:
        """Its author edits the post: X makes a new one of it."""
        edited = self.timeline.edit(post, text, self.clock.now())
        self._changed()
        return edited

    def deletes(self, post: Post) -> None:
        """Its author deletes the post: X shows it to nobody any more."""
        self.timeline.delete(post)
        self._changed()

    def delays_listing(self, post: Post) -> None:
        """X's lists omit this post for now, although they show newer ones."""
        post.listing_delayed = True
        self._changed()

    def ends_listing_delay(self, post: Post) -> None:
        """X's lists show the post now, in its place."""
        post.listing_delayed = False
        self._changed()

    def account_posts(
        self,
        text: str,
        in_reply_to: Post | None,
        quotes: Post | None,
        made_with_ai: bool,
        reply_settings: ReplySettings = ReplySettings.EVERYONE,
    ) -> Post:
        return self._publish(self.account, text, in_reply_to, quotes, made_with_ai, reply_settings=reply_settings)

    def account_likes(self, post: Post) -> None:
        post.liked_by.add(self.account.id)
        self._changed()

    def _addressed(self, person: Person, text: str, in_reply_to: Post | None) -> str:
        """The text, after the handles that X puts before it: that of whoever is answered, and the account's."""
        answered = [in_reply_to.author] if in_reply_to and in_reply_to.author is not person else []
        tags = [f"@{one.username}" for one in dict.fromkeys((*answered, self.account))]
        return " ".join([*(tag for tag in tags if tag.lower() not in text.lower()), text])

    def _publish(
        self,
        author: Person,
        text: str,
        in_reply_to: Post | None,
        quotes: Post | None,
        made_with_ai: bool = False,
        lang: str = "en",
        reply_settings: ReplySettings = ReplySettings.EVERYONE,
    ) -> Post:
        post = self.timeline.publish(
            author,
            text,
            self.clock.now(),
            in_reply_to=in_reply_to,
            quotes=quotes,
            made_with_ai=made_with_ai,
            lang=lang,
            reply_settings=reply_settings,
        )
        self._changed()
        if post.mentions:
            self._notify(EventType.MENTION, author, *post.mentions, post=post)
        return post

    def _fill_timeline(self) -> None:
        """What the account has posted of late, a post a day; its figures hold these posts already."""
        account, now = self.account, self.clock.now()
        figures = account.posts
        for days, text in enumerate(reversed(ACCOUNT_POSTS), start=-len(ACCOUNT_POSTS)):
            self.timeline.publish(account, text, now + timedelta(days=days))
        account.posts = figures
