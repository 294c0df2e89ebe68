"""The policy of a page that holds its own script and style: these, by their hashes, and nothing else."""

import base64
import hashlib
import re

BLOCK = r"<{tag}>(.*?)</{tag}>"


def inline_policy(page: str) -> str:
    """Return the content security policy under which a page's own blocks run, and no other."""
    script, style = (sources_of(page, tag) for tag in ("script", "style"))
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; frame-ancestors 'none'"


def sources_of(page: str, tag: str) -> str:
    """Return the hashes of the blocks of a tag without attributes, as a policy names them."""
    blocks = re.findall(BLOCK.format(tag=tag), page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
