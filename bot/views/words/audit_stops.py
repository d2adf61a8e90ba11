"""Why an audit ended early."""

from __future__ import annotations

from bot.domain import AuditStop
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_

AUDIT_STOPS: Sentences = {
    AuditStop.AMOUNT_USED_UP: always(N_("The approved amount is used up.")),
    AuditStop.LIST_BROKEN: always(N_("X did not show the rest of the list: it led in a circle, or from one empty page to the next.")),
    AuditStop.CANNOT_TELL: always(N_("Mutuals met too few followers it knows to tell old ones from new ones.")),
}
