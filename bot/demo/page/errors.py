"""The error of the page's actions."""


class Refused(Exception):
    """What was asked cannot be done. Its text is shown to the visitor as it is."""
