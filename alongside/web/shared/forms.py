"""Forms that fit our components, and keys that let a form act once."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from alongside.access import Refused


def form_key() -> str:
    """A fresh key for a form: the same form sent twice has one effect (``actions.base.once``)."""
    return secrets.token_urlsafe(18)


class Form(forms.Form):
    """The base of our forms: no colon after labels, no browser bubbles, errors kept to words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def refuse(self, no: Refused) -> None:
        """Show what an action refused beside its field, or above the form."""
        field = no.field if no.field in self.fields else None
        self.add_error(field or NON_FIELD_ERRORS, no.message)


class KeyedForm(Form):
    """A form that creates something. Pass ``self.key`` to the action."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = form_key

    @property
    def key(self) -> str:
        """The key this form was sent with."""
        return str(self.cleaned_data.get("form_key", ""))


def posted(request: Any) -> Any:
    """What was sent, even when that is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
