"""What a room refuses, in words for the person in front of it and with the status of the answer."""

from sim.core.errors import UserError


class Refusal(UserError):
    """Something that a room does not do; `status` is that of HTTP, 400 to 499."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


BAD, UNKNOWN, NOT_ALLOWED, MISSING, CONFLICT, TOO_LARGE, TOO_MANY = 400, 401, 403, 404, 409, 413, 429
