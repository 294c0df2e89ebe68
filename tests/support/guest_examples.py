"""Negotiators of a user's own for the tests of guests: each counts the guests of it that sat down."""

import time

from negmas.sao import ResponseType, SAONegotiator, SAOResponse


class Numbered(SAONegotiator):
    """Offers its best and takes nothing; `number` counts the guests that sat down, from 0."""

    seated = 0

    def on_negotiation_start(self, state):
        self.number, type(self).seated = type(self).seated, type(self).seated + 1

    @classmethod
    def begin_anew(cls):
        cls.seated = 0

    def propose(self, state, dest=None):
        return self.ufun.extreme_outcomes()[1]

    def respond(self, state, source=None):
        return ResponseType.REJECT_OFFER


class Generous(Numbered):
    """Offers its worst."""

    def propose(self, state, dest=None):
        return self.ufun.extreme_outcomes()[0]


class Accepting(Numbered):
    """Takes everything."""

    def respond(self, state, source=None):
        return ResponseType.ACCEPT_OFFER


class Trouble(Accepting):
    """Takes everything; each one does another thing when it is to offer, or to answer."""

    def propose(self, state, dest=None):
        if self.number == 1:
            raise ZeroDivisionError("nothing to divide by\nsecond line")
        if self.number == 2:
            while True:
                pass
        if self.number == 3:
            time.sleep(5)
        return {4: (99, 0, 0), 5: (0,), 6: "all of it", 7: None}.get(self.number, super().propose(state))

    def respond(self, state, source=None):
        return ResponseType.END_NEGOTIATION if self.number == 8 else super().respond(state)


class InOneCall(SAONegotiator):
    """Answers and offers in one call: its best in the first half of the time, its worst in the second."""

    def propose(self, state, dest=None):
        raise AssertionError("it is called as a whole")

    def __call__(self, state, dest=None):
        worst, best = self.ufun.extreme_outcomes()
        return SAOResponse(ResponseType.REJECT_OFFER, best if state.relative_time < 0.5 else worst)
