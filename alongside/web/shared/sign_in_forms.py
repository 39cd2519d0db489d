"""allauth's forms in our words, without placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.actions import people
from alongside.data.models import Person
from alongside.web.shared import clock
from alongside.web.shared.forms import Form

TWELVE = _("At least 12 characters. Three or four words that only you would put together are good.")


def _plain(form: forms.BaseForm, **labels: Any) -> None:
    """No placeholders; labels and hints of our own: ``name=(label, hint)``."""
    form.label_suffix = ""
    form.use_required_attribute = False
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label, field.help_text = labels[name]


class SignIn(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, login=(_("E-mail address"), ""), password=(_("Password"), ""))


class AskForPassword(allauth.ResetPasswordForm):
    """Known address or not, the same is done here; a worker looks it up (no enumeration)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, email=(_("E-mail address"), ""))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = str(self.cleaned_data["email"])
        people.ask_for_password(email, now=clock.now())
        return email


class NewPassword(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password1=(_("New password"), TWELVE), password2=(_("The same again"), ""))


class ChangePassword(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self,
            oldpassword=(_("Your password now"), ""),
            password1=(_("New password"), TWELVE),
            password2=(_("The new one again"), ""),
        )


class Accept(Form):
    """Take up an invitation. Without an invited address the person gives their own."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As the people you work with know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=TWELVE,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    agreed = forms.BooleanField(
        label=_("I have read who sees what, and agree to my data being used in this way"),
        error_messages={"required": _("Tick this if you agree; without it no account is made.")},
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        if email:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        person = Person(email=self._email or data.get("email", ""), full_name=data.get("name", ""))
        if data.get("password"):
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return data
