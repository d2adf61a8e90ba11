"""Texts to read and to draft with: ordinary, hostile and very long."""

from __future__ import annotations

from hypothesis import strategies as st

MAX_WEIGHTED_LENGTH = 4_000
"""Characters of the longest post that X hands out without a special plan."""

hostile = st.sampled_from(
    [
        "a.", "a.a/", "ab.", "@a", "@a ", "#", "$A ", "http://", "http://a.", "?", "stop ", "how ", "thanks", "❤️", "👨\u200d", "é", "е.",
        "届か", "\u202e", "\u0301", "{", "{name}", "don't ", "-", "_a", "(a)", "ﷺ", "\n", ";", '"', "'", "=", "\ud800", "\0", "a-.",
        "giveaway ", "www.", "．",
    ]
).map(lambda part: (part * MAX_WEIGHTED_LENGTH)[:MAX_WEIGHTED_LENGTH])  # fmt: skip
"""One thing over and over, 4,000 characters of it."""

mixed = st.lists(
    st.sampled_from(
        [
            "stop", "please", "@ada", "ada.example.com", "https://t.co/x", "how", "do i", "?", "thanks", "love", "{name}", "{handle}",
            "{topic}", "{", "}", ".", " ", "\n", "$TSLA", "#tag", "❤️", "claim your", "giveaway", "やめて", "не пишите мне", "com", "\u200b",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip

anything = st.text(st.characters(), max_size=200) | mixed | hostile
"""Lone surrogates too."""
