"""What Mutuals can do beyond polling for new followers."""

from __future__ import annotations

from bot.planning.features import FeatureName
from bot.views.format.i18n import N_, _

_FEATURES = {
    FeatureName.MENTIONS: N_("Who mentions you"),
    FeatureName.NAMES_OF_LOST: N_("Who left, by name"),
    FeatureName.INSTANT_FOLLOWERS: N_("New followers within seconds"),
    FeatureName.INSTANT_MENTIONS: N_("Mentions within seconds"),
    FeatureName.COUNT: N_("How many left, by X's own count"),
    FeatureName.CONFIRMATION: N_("Seeing on X that you followed by hand"),
}


def feature_name(name: FeatureName) -> str:
    """What it gives, as it stands in a list."""
    return _(_FEATURES[name])
