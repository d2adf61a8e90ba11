"""Ready-made posts by people on the simulated X."""

from __future__ import annotations

from collections.abc import Sequence

from bot.demo.x.world.models import Person, Post, ReplySettings
from bot.demo.x.world.sample_posts import (
    COMPLAINTS,
    GREETINGS,
    HOSTILE,
    LONG_POST_LENGTH,
    OPT_OUT_REQUESTS,
    PRAISES,
    QUESTIONS,
    SHARES,
    THANKS,
    SamplePost,
    long_post,
)
from bot.demo.x.world.sample_texts import MENTIONS, RECOMMENDATIONS
from bot.demo.x.world.world import World


class ScriptedWorld(World):
    """A world whose people write sample posts by intent."""

    def speaks_to_account(self, person: Person) -> Post:
        """The person mentions the account with praise or a question."""
        return self.posts(person, self._factory.choice(MENTIONS))

    def recommends_account(self, person: Person) -> Post:
        """The person quotes the account's newest post, where there is one, and praises the account."""
        return self.posts(person, self._factory.choice(RECOMMENDATIONS), quotes=self.timeline.latest_by(self.account))

    def asks(self, person: Person, lang: str | None = None) -> Post:
        """The person asks the account something. lang: in which language; None for any."""
        return self._posts_sample(person, _in(lang, QUESTIONS))

    def praises(self, person: Person, lang: str | None = None) -> Post:
        """The person praises the account, below what it has posted last. lang: as for `asks`."""
        return self._posts_sample(person, _in(lang, PRAISES), self._newest_of_account())

    def complains(self, person: Person, lang: str | None = None) -> Post:
        """The person is not happy with the account. lang: as for `asks`."""
        return self._posts_sample(person, _in(lang, COMPLAINTS))

    def thanks(self, person: Person) -> Post:
        """The person thanks the account, below its answer to them where there is one."""
        answers = (post for post in self.timeline.by(self.account) if post.in_reply_to and post.in_reply_to.author is person)
        return self._posts_sample(person, THANKS, next(answers, None))

    def greets(self, person: Person) -> Post:
        """The person says hello to the account."""
        return self._posts_sample(person, GREETINGS)

    def asks_to_opt_out(self, person: Person) -> Post:
        """The person opts out."""
        return self._posts_sample(person, OPT_OUT_REQUESTS)

    def quotes_account(self, person: Person) -> Post:
        """The person quotes the account's newest post that is no reply, praises it, and does not mention the account.

        Raises ValueError when the account has posted nothing.
        """
        return self._quotes(person, ReplySettings.EVERYONE)

    def quotes_restricted(self, person: Person) -> Post:
        """The same by somebody who lets only others reply. Raises ValueError as `quotes_account` does."""
        return self._quotes(person, ReplySettings.SUBSCRIBERS if person in self.followers_list else ReplySettings.FOLLOWED)

    def repeats_itself(self, person: Person) -> Post:
        """The person posts once more, word by word, their last post to the account. Raises ValueError when there is none."""
        last = self.last_post_to_account(person)
        if last is None:
            raise ValueError(f"@{person.username} has not said anything to the account.")
        return self.posts(person, last.text, mentions_account=False, in_reply_to=last.in_reply_to, quotes=last.quotes, lang=last.lang)

    def writes_long_post(self, person: Person) -> Post:
        """The person writes 4,000 characters to the account."""
        tag = f"@{self.account.username} "
        return self.posts(person, tag + long_post(LONG_POST_LENGTH - len(tag)))

    def writes_hostile_post(self, person: Person) -> Post:
        """The person writes a post that would break a careless user interface."""
        return self._posts_sample(person, HOSTILE)

    def last_post_to_account(self, person: Person) -> Post | None:
        """The newest post to the account by this person that is not deleted."""
        return next((post for post in self.timeline.by(person) if post.addresses(self.account)), None)

    def _quotes(self, person: Person, settings: ReplySettings) -> Post:
        quoted = self._newest_of_account()
        if quoted is None:
            raise ValueError("The account has not posted anything.")
        sample = self._factory.choice(SHARES)
        return self.posts(person, sample.text, mentions_account=False, quotes=quoted, lang=sample.lang, reply_settings=settings)

    def _posts_sample(self, person: Person, options: Sequence[SamplePost], in_reply_to: Post | None = None) -> Post:
        sample = self._factory.choice(options)
        return self.posts(person, sample.text, in_reply_to=in_reply_to, lang=sample.lang)

    def _newest_of_account(self) -> Post | None:
        own = list(self.timeline.by(self.account))
        return next((post for post in own if post.in_reply_to is None), own[0] if own else None)


def _in(lang: str | None, options: Sequence[SamplePost]) -> Sequence[SamplePost]:
    return [sample for sample in options if lang in (None, sample.lang)]
