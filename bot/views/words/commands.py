"""What the slash commands and their options say of themselves while somebody chooses one. Their names are the same in every language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.format.i18n import N_

COMMANDS: Mapping[str, str] = {
    "queue": N_("Decide about the people who are waiting, one after the other, the best first."),
    "suggest": N_("Suggest following somebody back, whoever it is: a card about them comes to the channel."),
    "replies": N_("Answers to people who speak to you."),
    "replies queue": N_("Answer people who spoke to you, one after the other, the best first."),
    "replies stats": N_("How many were answered in the last 30 days, how soon, and by whom."),
    "replies saved": N_("The texts that answers are drafted from."),
    "replies saved list": N_("Your saved replies, by what they answer."),
    "replies saved add": N_("Write a new saved reply."),
    "replies saved edit": N_("Change a saved reply."),
    "replies saved remove": N_("Remove a saved reply; you get its text once more."),
    "replies saved export": N_("All saved replies as a file for a spreadsheet."),
    "replies saved import": N_("Add the saved replies of a file, such as /replies saved export gives."),
    "followers": N_("New followers, and what is known about somebody."),
    "followers new": N_("The newest followers with their verdicts."),
    "followers neglected": N_("People worth a follow-back who have followed you for long and never got one."),
    "followers lost": N_("Who left, by day, what they were, and how many left without a name."),
    "followers lookup": N_("What is known about somebody: verdict, reasons, figures, history."),
    "followers audit": N_("Your present followers by verdict, and what it would cost to know more of them."),
    "followers export": N_("Your present followers as a file for a spreadsheet and for `mutuals score`."),
    "people": N_("People on X."),
    "people opt-outs": N_("Who has opted out, and why; opt-outs can be removed here."),
    "digest": N_("How the account is doing."),
    "digest now": N_("The daily digest as it is now: what happened since the last one, and what waits."),
    "budget": N_("What X costs."),
    "budget now": N_("What X cost today and this month, where the month is heading, and what would change it."),
    "budget plan": N_("Ways to keep track of followers and mentions: what each costs you a month, and how fast it is."),
    "insights": N_("Your network in pictures, and what they mean."),
    "insights show": N_("Growth, who comes, reach, decisions, costs and more: a picture, and what it means."),
    "insights export": N_("The figures of all insights as a file for a spreadsheet."),
    "history": N_("Who decided what, and what came of it."),
    "why": N_("Why nobody was asked about somebody, a post was not answered, or nothing was sent on a day."),
    "settings": N_("What your team can change: times, limits, budgets, roles, topics and muted words."),
    "settings show": N_("Every setting with its value, and menus to change them."),
    "settings topics": N_("What your account is about, in plain words; people who share it come first."),
    "settings muted": N_("Words for what is not for us; people who use them are not suggested."),
    "pause": N_("Stop: nothing is sent to X and no cards are posted until /resume."),
    "resume": N_("Resume after /pause, and retry what X had stopped."),
    "help": N_("What Mutuals does, what to do first, and every command with an example."),
    "status": N_("How Mutuals is doing, and why nothing was sent if nothing was."),
}
"""By the whole name of a command or a group."""

_SAVED_REPLY = {"reply": N_("Some of its words; saved replies are suggested while you type.")}
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "replies saved edit": _SAVED_REPLY,
    "replies saved remove": _SAVED_REPLY,
    "replies saved import": {"file": N_("A CSV file with the columns intent, language and text.")},
    "suggest": {"handle": N_("Their handle on X; known ones are suggested while you type.")},
    "followers lookup": {"handle": N_("Their handle on X; known ones are suggested while you type.")},
    "why": {
        "handle": N_("Why nobody was asked about them: a handle on X; known ones are suggested while you type."),
        "post": N_("Why it was not answered: a link to a post on X, or its id."),
        "day": N_("Why nothing was sent: a day, written like 2026-03-31."),
    },
    "insights show": {
        "topic": N_("What about; growth if you choose nothing."),
        "span": N_("How far back; 30 days if you choose nothing."),
    },
    "insights export": {"span": N_("How far back; 30 days if you choose nothing.")},
    "history": {
        "member": N_("Only what this member decided."),
        "person": N_("Only what was decided about this person on X."),
        "day": N_("Only this day, written like 2026-03-31."),
        "csv": N_("As a file for a spreadsheet."),
    },
}
"""What may be added to a command."""

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "suggest": {"handle": "@ada"},
    "replies saved edit": {"reply": "hours"},
    "replies saved remove": {"reply": "hours"},
    "replies saved import": {"file": "replies.csv"},
    "followers lookup": {"handle": "@ada"},
    "history": {"person": "@ada", "day": "2026-03-31"},
    "why": {"handle": "@ada"},
}
"""What somebody might add to a command, the same in every language."""
