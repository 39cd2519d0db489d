"""Who may see and who may do."""

from alongside.access.answers import Conflict, NotVisible, Refused, Stale

__all__ = ["Conflict", "NotVisible", "Refused", "Stale"]
