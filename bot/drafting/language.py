"""Which language a post is in, as far as X knows."""

from __future__ import annotations

import re

_FORMER = {"in": "id", "iw": "he", "ji": "yi"}
"""Former codes of Indonesian, Hebrew and Yiddish; X still writes them."""

_TWO_LETTERS = re.compile(r"([A-Za-z]{2})(?![A-Za-z0-9])", re.ASCII)


def language_of(lang: str) -> str:
    """The two letters of X's guess, such as "en" of "en-GB"; empty where X has none (`und`), and for its marks that are no language.

    Those have three letters: `qme` (only media), `qht` (only hashtags), `zxx` (no words) and the like.
    """
    found = _TWO_LETTERS.match(lang.strip())
    code = found[1].lower() if found else ""
    return _FORMER.get(code, code)
