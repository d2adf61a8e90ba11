"""Reads what people have in hand: JSON lines, JSON documents and tables, plain or packed, in UTF-8 or UTF-16 → records.

What the records mean is no matter here: `bot.cli.score` takes people from them, `bot.cli.triage` posts.
"""
