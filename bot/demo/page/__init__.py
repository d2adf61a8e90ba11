"""The demo's web page: a team channel to act in, and the simulated X beside it."""

from bot.demo.page.server import Page

__all__ = ["Page"]
