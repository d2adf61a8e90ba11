"""Saved replies to begin with. The team changes them to its own voice."""

from __future__ import annotations

from bot.domain import Intent
from bot.drafting.import_export import NewReply

EXAMPLES = (
    NewReply(Intent.QUESTION, "en", "Good question, {name}. Let me ask the team, and I will answer you right here."),
    NewReply(Intent.QUESTION, "en", "Hi {name}, happy to help. Could you tell us a little more about what you need?"),
    NewReply(Intent.THANKS, "en", "You are very welcome, {name}. Glad it was useful!"),
    NewReply(Intent.THANKS, "en", "Our pleasure! Shout whenever we can lend a hand, {name}."),
    NewReply(Intent.PRAISE, "en", "This made our morning, {name}. I am passing it on to everyone who worked on it."),
    NewReply(Intent.PRAISE, "en", "So kind of you! People who care about {topic} are why we do this."),
    NewReply(
        Intent.COMPLAINT,
        "en",
        "I am sorry, {name}, that is not how it should be. Which order is it about? We will put it right.",
    ),
    NewReply(Intent.SHARE, "en", "Thank you for spreading the word, {name}. We enjoyed reading your thoughts on it."),
    NewReply(Intent.GREETING, "en", "Hello {name}, lovely to see you here. How is your week going?"),
    NewReply(Intent.OTHER, "en", "Thank you for telling us, {name}. Somebody from the team has read it."),
)
"""For each intent at least one; clearly different from each other, as X punishes repetition. That for other posts suits any of them, also a
complaint in words that Mutuals does not know."""
