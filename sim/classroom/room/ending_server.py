"""Uvicorn's server, which lets go of those who listen before it waits for answers to end: these would never end."""

import socket

import uvicorn

from sim.classroom.room.pushes import Pushes


class ListenedServer(uvicorn.Server):
    """A server that ends at once, whoever listens."""

    def __init__(self, config: uvicorn.Config, pushes: Pushes) -> None:
        super().__init__(config)
        self.pushes = pushes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        self.pushes.stop()
        await super().shutdown(sockets)
