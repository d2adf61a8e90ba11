"""What people ask a coffee roaster, and what is answered."""

from __future__ import annotations

from bot.domain import Intent

QUESTION = "what is on the filter today?"
SUBJECTS = ("And on Sunday", "The Guji, perhaps", "Or the decaf", "Anything from Kenya", "Something light")

ANSWERS = (
    "Guji today, until the bag is empty.",
    "Closed on Sunday, I am afraid: see you on Monday morning.",
    "Our decaf rests on the second shelf beside the till.",
    "Kenya arrives with the boat next Thursday, weather permitting!",
    "Light roasts come out of the drum at noon.",
)
"""What Maya answers: nothing of it resembles the rest, or X would refuse it."""

SAVED_REPLIES = {
    Intent.QUESTION: (
        "Good question, {name}. Somebody at the counter knows, one moment!",
        "We will look that up for you, {name}, and be right back.",
    ),
    Intent.PRAISE: ("You made our whole morning, thank you {name}!",),
    Intent.COMPLAINT: ("That should not have happened, {name}. Which order is it about?",),
}
"""The saved replies of a small team."""
