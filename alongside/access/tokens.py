"""What is kept of a link's token."""

from __future__ import annotations

import hashlib


def digest(token: str) -> str:
    """64 hexadecimal digits; the token can't be had back from them."""
    return hashlib.sha256(token.encode()).hexdigest()
