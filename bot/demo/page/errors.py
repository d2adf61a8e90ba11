"""How the page says no."""


class Refused(Exception):
    """What was asked cannot be done. Its text is shown to the visitor as it is."""
