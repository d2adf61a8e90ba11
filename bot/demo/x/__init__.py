"""A simulated X on loopback: its API, its follow page, and the people on it."""

from bot.demo.x.api.calls import Call
from bot.demo.x.api.oauth import Credentials
from bot.demo.x.conditions import Tier
from bot.demo.x.dialect import Dialect
from bot.demo.x.rate_limits import Endpoint
from bot.demo.x.server import SimulatedX
from bot.demo.x.world.models import Person, Persona, Post, ReplySettings

__all__ = ["Call", "Credentials", "Dialect", "Endpoint", "Person", "Persona", "Post", "ReplySettings", "SimulatedX", "Tier"]
