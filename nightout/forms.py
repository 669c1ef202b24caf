"""How a form looks and what it accepts, for the public pages of both apps."""

import re
from typing import Any, TypeVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nightout import dayreader
from nightout.datespan import Span, UnreadableDate
from nightout.places import finder
from nightout.places.models import Fold

FormType = TypeVar("FormType", bound=forms.BaseForm)

CLASSES = {
    forms.CheckboxInput: "usa-checkbox__input",
    forms.CheckboxSelectMultiple: "usa-checkbox__input",
    forms.RadioSelect: "usa-radio__input",
    forms.Select: "usa-select",
    forms.Textarea: "usa-textarea",
}


def dressed(form: FormType) -> FormType:
    """The same form with the design system's classes on its widgets."""
    for name, field in form.fields.items():
        known = [css for kind, css in CLASSES.items() if isinstance(field.widget, kind)]
        css = known[0] if known else "usa-input"
        wrong = " usa-input--error" if form.is_bound and name in form.errors else ""
        field.widget.attrs["class"] = css + wrong
    return form


class PlainText(forms.CharField):
    """Text of several lines; a line break counts once, however the browser sends it."""

    widget = forms.Textarea
    UNREADABLE = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")

    def to_python(self, value: Any) -> str:
        return super().to_python(re.sub(r"\r\n?", "\n", value) if value else value)

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.UNREADABLE.search(value):
            text = _(
                "It holds signs that nobody can read. Type it anew, or paste it as plain text."
            )
            raise ValidationError(text, code="unreadable")


class NamedField(forms.CharField):
    """A row found by its slug, as links carry it, or by its name, as people type it.

    Its value is the list of rows that fit: one for a slug, several where a name is shared.
    """

    MOST = 50

    def __init__(self, *, queryset: QuerySet[Model], unknown: str, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 100, "required": False, **kwargs})
        self.queryset, self.unknown = queryset, unknown

    def clean(self, value: Any) -> list[Model]:
        text = super().clean(value)
        if not text:
            return []
        name = Fold(Value(text))
        for condition in (
            {"slug": text.lower()},
            {"name_folded": name},
            {"name_folded__trigram_word_similar": name},
        ):
            found = list(self.queryset.filter(**condition)[: self.MOST])
            if found:
                return found
        raise ValidationError(self.unknown, code="unknown")


class PlaceField(forms.CharField):
    """A city, a neighborhood or a ZIP code; its value is what the finder found."""

    def clean(self, value: str | None) -> finder.Found:
        found = finder.find(super().clean(value))
        if value and value.strip() and not (found.cities or found.neighborhoods):
            raise ValidationError(
                _("We do not know this place. Check the spelling, or try a city nearby."),
                code="unknown",
            )
        return found


class PlaceFilter(django_filters.CharFilter):
    field_class = PlaceField


class NamedFilter(django_filters.CharFilter):
    field_class = NamedField


class TickFilter(django_filters.BooleanFilter):
    """A box: without its tick it filters nothing."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(widget=forms.CheckboxInput, **kwargs)


class SpanField(forms.CharField):
    """A date as people write it: its value is the span that is meant, None where it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": dayreader.LONGEST, "required": False, **kwargs})

    def clean(self, value: Any) -> Span | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return dayreader.read(text, timezone.localdate())
        except UnreadableDate as error:
            raise ValidationError(str(error), code="unreadable") from error


class SpanFilter(django_filters.CharFilter):
    field_class = SpanField


class DayFilter(django_filters.DateFilter):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
        )


def chips(chosen: django_filters.FilterSet, request: HttpRequest) -> list[dict[str, str]]:
    """The filters in use, each with the address of the same list without it."""
    found = []
    for bound in chosen.form:
        value = request.GET.get(bound.name, "").strip()
        if not value or bound.errors:
            continue
        without = request.GET.copy()
        for name in (bound.name, "after", "before"):
            without.pop(name, None)
        meant = chosen.form.cleaned_data.get(bound.name)
        if meant is False:
            continue
        says_all = meant is True or isinstance(meant, tuple)  # a box, or where somebody stands
        label = dict(getattr(bound.field, "choices", [])).get(value, value)
        if isinstance(meant, Span):
            label = meant  # how we read what was typed
        words = "" if says_all else str(getattr(meant, "name", "") or label)
        found.append({"field": bound.label, "value": words, "url": f"?{without.urlencode()}"})
    return found
