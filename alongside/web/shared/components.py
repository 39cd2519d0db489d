"""What a template needs to draw a form's field, worked out from Django's own BoundField."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Option:
    """One radio, checkbox or line of a select. `group` is the heading it stands under."""

    id: str
    value: str
    label: str
    checked: bool = False
    hint: str = ""
    group: str = ""


@dataclass(frozen=True)
class Part:
    """One of the three boxes of a date."""

    id: str
    name: str
    label: str
    value: str
    width: int


@dataclass(frozen=True)
class FieldView:
    """A field as the template sees it.

    `kind` is input, textarea, select, radios, checkboxes, checkbox, date, file or hidden;
    `first` the id an error summary links to; `attrs` further attributes, escaped.
    """

    kind: str
    id: str
    first: str
    name: str
    label: str
    hint: str
    error: str
    optional: bool
    described: str
    value: str = ""
    type: str = "text"
    attrs: SafeString = SafeString("")
    classes: str = ""
    multiple: bool = False
    options: list[Option] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


class DateBoxes(forms.MultiWidget):
    """Day, month and year in three boxes, for a date people know by heart."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()], attrs)
        self.widgets_names = ["-day", "-month", "-year"]

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else ["", "", ""]


class DateBoxesField(forms.MultiValueField):
    """A date written in three boxes. ValidationError for a date that does not exist."""

    widget = DateBoxes

    def __init__(self, **options: Any) -> None:
        whole = forms.IntegerField(required=False)
        options.setdefault("require_all_fields", False)
        super().__init__([whole, whole, whole], **options)

    def compress(self, values: list[int | None]) -> date | None:
        if not any(values):
            return None
        try:
            return date(values[2] or 0, values[1] or 0, values[0] or 0)
        except (ValueError, OverflowError):
            raise forms.ValidationError(
                _("Write a real date, such as 27 3 2027. The rest of the form is kept.")
            ) from None


#: Attributes Django works out that our markup writes by itself or does without.
OWN = {"class", "id", "name", "value", "type", "aria-describedby", "required", "checked"}
WIDTHS = {4: "nhsuk-input--width-4", 2: "nhsuk-input--width-2"}


def view(bound: BoundField, hint: str = "", sees: str = "", optional: bool = True) -> FieldView:
    """The field ready to draw. `hint` replaces help_text; `sees` says who will see it."""
    widget = bound.field.widget
    kind = _kind(widget)
    id_ = bound.auto_id or bound.html_name
    error = _errors(bound)[0] if bound.errors else ""
    text = hint or str(bound.help_text or "")
    described = [f"{id_}-hint"] * bool(text) + [f"{id_}-error"] * bool(error)
    described += [f"{id_}-sees"] * bool(sees)
    value = bound.value()
    attrs = bound.build_widget_attrs({}, widget)
    attrs = {**widget.attrs, **attrs}
    options = _options(bound, kind, id_, value)
    parts = _parts(bound, id_, value) if kind == "date" else []
    return FieldView(
        kind=kind,
        id=id_,
        first=options[0].id if kind in ("radios", "checkboxes") and options
        else parts[0].id if parts else id_,
        name=bound.html_name,
        label=str(bound.label or ""),
        hint=text,
        error=error,
        optional=optional and not bound.field.required and kind not in ("checkbox", "hidden"),
        described=" ".join(described),
        value="" if kind == "file" or value is None else str(widget.format_value(value) or "")
        if kind in ("input", "textarea", "hidden") else "",
        type=getattr(widget, "input_type", "text") or "text",
        attrs=_written(attrs),
        classes=str(attrs.get("class", "")),
        multiple=bool(getattr(widget, "allow_multiple_selected", False)),
        options=options,
        parts=parts,
    )  # fmt: skip


def _errors(bound: BoundField) -> list[str]:
    """The field's errors, an empty one asked for by name rather than called required."""
    plain = str(forms.Field.default_error_messages["required"])
    label = str(bound.label or "")
    kind = _kind(bound.field.widget)
    asked = (
        _("Tick “%s” to go on.") if kind == "checkbox"
        else _("Choose an answer to “%s”.") if kind in ("radios", "checkboxes", "select")
        else _("Add a file to “%s”.") if kind == "file"
        else _("Write something under “%s”.")
    )  # fmt: skip
    found = []
    for error in bound.errors.as_data():
        code, limit = error.code, (error.params or {}).get("limit_value")
        if code == "min_value":
            words = _("Write %(limit)s or more under “%(label)s”.")
        elif code == "max_value":
            words = _("Write %(limit)s or less under “%(label)s”.")
        else:
            found += [
                asked % label.rstrip(".") if str(text) == plain else str(text)
                for text in error.messages
            ]
            continue
        found.append(words % {"limit": limit, "label": label.rstrip(".")})
    return found


def _kind(widget: forms.Widget) -> str:
    for kind, sort in (
        ("hidden", forms.HiddenInput),
        ("date", DateBoxes),
        ("textarea", forms.Textarea),
        ("checkboxes", forms.CheckboxSelectMultiple),
        ("radios", forms.RadioSelect),
        ("checkbox", forms.CheckboxInput),
        ("select", forms.Select),
        ("file", forms.FileInput),
    ):
        if isinstance(widget, sort):
            return kind
    return "input"


def _options(bound: BoundField, kind: str, id_: str, value: Any) -> list[Option]:
    if kind not in ("select", "radios", "checkboxes"):
        return []
    widget = bound.field.widget
    chosen = {str(one) for one in (value if isinstance(value, (list, tuple, set)) else [value])
              if one is not None}  # fmt: skip
    hints: Mapping[str, str] = getattr(widget, "hints", {})
    found: list[Option] = []
    for group, choices in _grouped(widget.choices):
        for code, label in choices:
            text = "" if code is None else str(code)
            found.append(
                Option(
                    id=id_ if not found else f"{id_}-{len(found) + 1}",
                    value=text,
                    label=str(label),
                    checked=text in chosen or (text == "" and not chosen and kind != "checkboxes"),
                    hint=str(hints.get(text, "")),
                    group=group,
                )
            )
    return found


def _grouped(choices: Any) -> list[tuple[str, list[tuple[Any, Any]]]]:
    return [
        (str(code), list(label)) if isinstance(label, (list, tuple)) else ("", [(code, label)])
        for code, label in choices
    ]


def _parts(bound: BoundField, id_: str, value: Any) -> list[Part]:
    widget = bound.field.widget
    values = value if isinstance(value, (list, tuple)) else widget.decompress(value)
    names = ((_("Day"), "day", 2), (_("Month"), "month", 2), (_("Year"), "year", 4))
    return [
        Part(f"{id_}-{part}", f"{bound.html_name}-{part}", str(label),
             "" if one is None else str(one), width)
        for (label, part, width), one in zip(names, values or ["", "", ""], strict=True)
    ]  # fmt: skip


def _written(attrs: Mapping[str, Any]) -> SafeString:
    kept = [(name, value) for name, value in attrs.items()
            if name not in OWN and value is not False and value is not None]  # fmt: skip
    return format_html_join(
        "",
        "{}",
        ((format_html_join("", ' {}="{}"', [(name, value)]) if value is not True
          else format_html_join("", " {}", [(name,)]),) for name, value in kept),
    )  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what happened, and where to put it right."""

    text: str
    href: str = ""


def problems(form: forms.BaseForm) -> list[Problem]:
    """Every error of the form in the order of its fields, the form's own first."""
    found = [Problem(str(text)) for text in form.non_field_errors()]
    for bound in form:
        found += [Problem(str(text), f"#{view(bound).first}") for text in _errors(bound)]
    return found
