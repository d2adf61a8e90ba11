"""The lists of words by which posts are read, loaded by whoever imports this: processes that are forked later have them, too."""

from __future__ import annotations

from bot.drafting.intents.match import match_intent
from bot.drafting.opt_outs.requests import detect_opt_out

match_intent("")
detect_opt_out("")
