"""The access a route declares. The gate lets nobody through a route without a declaration."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any


class Access(StrEnum):
    """Who may try a route at all; what they may see there is decided by the thing itself."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    COORDINATOR = "coordinator"
    SITE_ADMIN = "site admin"


#: Routes of libraries, by the name of their address.
OF_LIBRARIES: dict[str, Access] = {
    "account_login": Access.PUBLIC,
    "account_logout": Access.PUBLIC,
    "account_reset_password": Access.PUBLIC,
    "account_reset_password_done": Access.PUBLIC,
    "account_reset_password_from_key": Access.PUBLIC,
    "account_reset_password_from_key_done": Access.PUBLIC,
    "account_change_password": Access.SIGNED_IN,
}


def _declare(access: Access) -> Callable[[Any], Any]:
    def mark(view: Any) -> Any:
        view.access = access
        return view

    return mark


public = _declare(Access.PUBLIC)
signed_in = _declare(Access.SIGNED_IN)
coordinator = _declare(Access.COORDINATOR)
site_admin = _declare(Access.SITE_ADMIN)


def declared(view: Any, name: str | None) -> Access | None:
    """What a route declares, by its own mark or by the name of a library's address."""
    return getattr(view, "access", None) or OF_LIBRARIES.get(name or "")
