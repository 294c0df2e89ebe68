"""Who somebody is: a number in a signed cookie that scripts cannot read and other sites cannot send.

The key of the signatures and a hash of the instructor's secret stand in the store, so that a restart sends nobody out.
The secret itself is shown once, when it is made; a new one makes all cookies of instructors worthless.
"""

import hashlib
import hmac
import secrets

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from sim.classroom.room.refusals import NOT_ALLOWED, UNKNOWN, Refusal
from sim.classroom.room.store import Store

PLAYER, DESK = "player", "desk"  # names of the cookies
AGE = 14 * 24 * 3600  # seconds that a cookie is good for


class Identities:
    """The key, and what it signs."""

    def __init__(self, store: Store) -> None:
        self.store = store
        if store.setting("key") is None:
            store.set("key", secrets.token_urlsafe(32))
        key = str(store.setting("key"))
        self._signers = {name: URLSafeTimedSerializer(key, salt=name) for name in (PLAYER, DESK, "seat")}

    def sender(self, request: Request) -> str | None:
        """Return whom a good cookie of a request names, None where there is none or it is forged."""
        for name in (PLAYER, DESK):
            try:
                held = self._read(request, name)
            except Refusal:
                continue
            if held is not None:
                return f"{name} {held}"
        return None

    # --- the instructor ---------------------------------------------------------------------------
    def make_secret(self) -> str:
        """Return a new secret of the instructor, in place of any old one; only its hash is kept."""
        secret = secrets.token_urlsafe(18)  # 144 bits: no word that could be found by trying
        self.store.set("desk", hash_of(secret))
        return secret

    @property
    def has_secret(self) -> bool:
        """Whether a secret was made."""
        return self.store.setting("desk") is not None

    @property
    def generation(self) -> str:
        """What a cookie of the instructor says: it changes with the secret, and tells nothing of it."""
        return hash_of(f"cookie {self.store.setting('desk')}")[:16]

    def is_secret(self, typed: object) -> bool:
        """Whether something typed is the instructor's secret."""
        known = self.store.setting("desk") or ""
        return isinstance(typed, str) and len(typed) < 200 and hmac.compare_digest(hash_of(typed), known)

    def require_desk(self, request: Request) -> None:
        """Raise Refusal unless a request comes from the instructor."""
        if self._read(request, DESK) != self.generation:
            raise Refusal(UNKNOWN, "this page is the instructor's: sign in with the secret")

    def set_desk(self, answer: Response) -> None:
        """Let whoever gets this answer be the instructor."""
        self._write(answer, DESK, self.generation)

    # --- players ----------------------------------------------------------------------------------
    def player(self, request: Request) -> int:
        """Return the number of the player a request comes from; Refusal if it comes from none."""
        number = self._read(request, PLAYER)
        if type(number) is not int:
            raise Refusal(UNKNOWN, "come in first, with the room's code and your name")
        return number

    def set_player(self, answer: Response, number: int) -> None:
        """Let whoever gets this answer be a player."""
        self._write(answer, PLAYER, number)

    def seat_key(self, number: int) -> str:
        """Return what stands in the address of a seat, for the one who plays alone."""
        return str(self._signers["seat"].dumps(number))

    def player_of_key(self, key: str) -> int:
        """Return the player of the address of a seat; Refusal for a forged one."""
        try:
            return int(self._signers["seat"].loads(key, max_age=AGE))
        except (BadSignature, TypeError, ValueError) as wrong:
            raise Refusal(NOT_ALLOWED, "this address is not one that was handed out") from wrong

    # --- cookies ----------------------------------------------------------------------------------
    def _read(self, request: Request, name: str) -> object:
        """Return what a cookie says, None where there is none; Refusal for a forged one."""
        text = request.cookies.get(name)
        if text is None:
            return None
        try:
            return self._signers[name].loads(text, max_age=AGE)
        except BadSignature as wrong:
            raise Refusal(NOT_ALLOWED, "this cookie was not made here, or is too old: come in again") from wrong

    def _write(self, answer: Response, name: str, value: object) -> None:
        """Set a cookie."""
        text = self._signers[name].dumps(value)
        answer.set_cookie(name, text, max_age=AGE, httponly=True, samesite="strict", path="/")


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a secret, which is long and random: nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
