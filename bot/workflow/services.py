"""The use cases that Discord's side may call, in one hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workflow.board import Board
from bot.workflow.context import Context
from bot.workflow.desk import Desk
from bot.workflow.people import People
from bot.workflow.report import Report
from bot.workflow.status import StatusDesk
from bot.workflow.switch import Switch


@dataclass(frozen=True, slots=True)
class Services:
    """What the cogs are given."""

    context: Context
    desk: Desk
    board: Board
    people: People
    report: Report
    status: StatusDesk
    switch: Switch
