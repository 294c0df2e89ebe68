"""What cannot be done, in words for the user: the command prints them and exits with status 1."""


class BreachWarning(UserWarning):
    """Worlds in which something did not hold that must; they were left out."""


class UserError(Exception):
    """Something asked for that cannot be done; its text says what, why, and the likely cure."""
