"""Reads the files that people have: JSON lines, JSON documents and tables, plain or compressed, in UTF-8 or UTF-16 → records.

What the records mean does not matter here: `bot.cli.score` takes people from them, `bot.cli.triage` posts.
"""
