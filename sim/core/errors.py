"""What cannot be done, in words for the user: the command prints them and exits with status 1."""


class BreachWarning(UserWarning):
    """Worlds in which something did not hold that must; they were left out."""


class GuestWarning(UserWarning):
    """Negotiators of another library failed in some worlds; no deal is made there from then on."""


class UserError(Exception):
    """Something asked for that cannot be done; its text says what, why, and the likely cure."""
