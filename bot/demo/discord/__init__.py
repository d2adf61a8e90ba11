"""A simulated Discord: a server, a channel, people, and the two doors (REST and gateway) that a real bot comes through."""

from bot.demo.discord.answers import Answer
from bot.demo.discord.channel import Channel
from bot.demo.discord.door import Request
from bot.demo.discord.errors import NotPossible
from bot.demo.discord.jsontypes import Json
from bot.demo.discord.messages import Button, File, Message
from bot.demo.discord.people import Person
from bot.demo.discord.server import SimulatedDiscord
from bot.demo.discord.uploads import Upload

__all__ = ["Answer", "Button", "Channel", "File", "Json", "Message", "NotPossible", "Person", "Request", "SimulatedDiscord", "Upload"]
