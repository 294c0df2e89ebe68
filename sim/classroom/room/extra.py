"""What the rooms need beyond the core: the extra `class`."""

from importlib.util import find_spec

from sim.core.errors import UserError

LIBRARIES = ("starlette", "uvicorn", "jinja2", "itsdangerous")


def require_libraries() -> None:
    """Raise UserError, with what to install, where a library of the extra is missing."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise UserError(f"{', '.join(missing)} is not installed: pip install 'ninety-days[class]'; nothing was started")
