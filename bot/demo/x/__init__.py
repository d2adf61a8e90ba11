"""A simulated X on loopback: its API, its follow page, and the people on it."""

from bot.demo.x.calls import Call
from bot.demo.x.conditions import Tier
from bot.demo.x.dialect import Dialect
from bot.demo.x.limits import Endpoint
from bot.demo.x.oauth import Credentials
from bot.demo.x.people import Kind, Person, Post, ReplySettings
from bot.demo.x.server import SimulatedX

__all__ = ["Call", "Credentials", "Dialect", "Endpoint", "Kind", "Person", "Post", "ReplySettings", "SimulatedX", "Tier"]
