"""Forms of the matching."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.reads.matching.hand import Choice
from alongside.reads.matching.page import Weight
from alongside.web.shared.forms import Form, KeyedForm


class WeightsForm(Form):
    """What counts most, in per cents that add up to 100. The action checks the sum."""

    def __init__(self, *args: Any, weights: Sequence[Weight], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weight in weights:
            self.fields[weight.key] = forms.IntegerField(
                label=weight.label,
                min_value=0,
                max_value=100,
                initial=weight.value,
                widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"}),
            )

    def weights(self) -> dict[str, int]:
        """By part."""
        return {name: int(self.cleaned_data[name]) for name in self.fields}


class ChooseForm(Form):
    """Which two to look at."""

    mentee = forms.ChoiceField(label=_("Mentee"))
    mentor = forms.ChoiceField(label=_("Mentor"))

    def __init__(
        self, *args: Any, mentees: Sequence[Choice], mentors: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentee"].choices = [("", _("Choose")), *((c.id, c.label) for c in mentees)]  # type: ignore[attr-defined]
        self.fields["mentor"].choices = [("", _("Choose")), *((c.id, c.label) for c in mentors)]  # type: ignore[attr-defined]


class HandForm(KeyedForm):
    """Offer two people to each other."""

    mentee = forms.UUIDField(widget=forms.HiddenInput)
    mentor = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why these two?"),
        help_text=_("A sentence they both read with the offer. Without it they read what speaks "
                    "for them in their answers."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("I have read what speaks against it, and want to go on"), required=False
    )
