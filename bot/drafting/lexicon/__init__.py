"""The word lists in `drafting/words`, and how their words and phrases are found in a text."""
