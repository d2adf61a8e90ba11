"""What people on the simulated X say of their own accord."""

from __future__ import annotations

from collections.abc import Sequence

from bot.demo.x import sayings, words
from bot.demo.x.people import Person, Post, ReplySettings
from bot.demo.x.sayings import Saying
from bot.demo.x.world import World


class Voices(World):
    """A world whose people find words for what they mean to say to the account."""

    def speaks_to_account(self, person: Person) -> Post:
        """The person mentions the account in a friendly word or a question."""
        return self.posts(person, self._casting.any_of(words.MENTIONS))

    def passes_on(self, person: Person) -> Post:
        """The person quotes the account's newest post, where there is one, and praises the account."""
        return self.posts(person, self._casting.any_of(words.PRAISE), quotes=self.timeline.latest_by(self.account))

    def asks(self, person: Person, lang: str | None = None) -> Post:
        """The person asks the account something. lang: in which language; None for any."""
        return self._says(person, _in(lang, sayings.QUESTIONS))

    def praises(self, person: Person, lang: str | None = None) -> Post:
        """The person praises the account, below what it has posted last. lang: as for `asks`."""
        return self._says(person, _in(lang, sayings.PRAISES), self._newest_of_account())

    def complains(self, person: Person) -> Post:
        """The person is not happy with the account."""
        return self._says(person, sayings.COMPLAINTS)

    def thanks(self, person: Person) -> Post:
        """The person thanks the account, below its answer to them where there is one."""
        answers = (post for post in self.timeline.by(self.account) if post.in_reply_to and post.in_reply_to.author is person)
        return self._says(person, sayings.THANKS, next(answers, None))

    def greets(self, person: Person) -> Post:
        """The person says hello to the account."""
        return self._says(person, sayings.GREETINGS)

    def says_stop(self, person: Person) -> Post:
        """The person wants to be left alone by the account."""
        return self._says(person, sayings.STOPS)

    def quotes_account(self, person: Person) -> Post:
        """The person quotes the account's newest post that is no reply, praises it, and does not mention the account.

        Raises ValueError when the account has posted nothing.
        """
        return self._quotes(person, ReplySettings.EVERYONE)

    def quotes_restricted(self, person: Person) -> Post:
        """The same by somebody who lets only others reply. Raises ValueError as `quotes_account` does."""
        return self._quotes(person, ReplySettings.SUBSCRIBERS if person in self.followers_list else ReplySettings.FOLLOWED)

    def repeats_itself(self, person: Person) -> Post:
        """The person posts once more, word by word, what they said to the account last. Raises ValueError when that is nothing."""
        last = self.last_words_of(person)
        if last is None:
            raise ValueError(f"@{person.username} has not said anything to the account.")
        return self.posts(person, last.text, mentions_account=False, in_reply_to=last.in_reply_to, quotes=last.quotes, lang=last.lang)

    def writes_at_length(self, person: Person) -> Post:
        """The person writes 4,000 characters to the account."""
        tag = f"@{self.account.username} "
        return self.posts(person, tag + sayings.letter(sayings.LETTER_LENGTH - len(tag)))

    def writes_something_hostile(self, person: Person) -> Post:
        """The person writes to the account what would break a careless screen."""
        return self._says(person, sayings.HOSTILE)

    def last_words_of(self, person: Person) -> Post | None:
        """What the person said to the account last, and has not deleted."""
        return next((post for post in self.timeline.by(person) if post.addresses(self.account)), None)

    def _quotes(self, person: Person, settings: ReplySettings) -> Post:
        quoted = self._newest_of_account()
        if quoted is None:
            raise ValueError("The account has not posted anything.")
        saying = self._casting.any_of(sayings.SHARES)
        return self.posts(person, saying.text, mentions_account=False, quotes=quoted, lang=saying.lang, reply_settings=settings)

    def _says(self, person: Person, options: Sequence[Saying], in_reply_to: Post | None = None) -> Post:
        saying = self._casting.any_of(options)
        return self.posts(person, saying.text, in_reply_to=in_reply_to, lang=saying.lang)

    def _newest_of_account(self) -> Post | None:
        own = list(self.timeline.by(self.account))
        return next((post for post in own if post.in_reply_to is None), own[0] if own else None)


def _in(lang: str | None, options: Sequence[Saying]) -> Sequence[Saying]:
    return [saying for saying in options if lang in (None, saying.lang)]
