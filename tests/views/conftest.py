"""Properties of screens are checked without a clock: a busy machine is no fault of theirs."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("screens", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("screens")
