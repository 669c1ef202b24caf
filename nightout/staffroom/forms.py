"""What forms of the staff room share: dates as far as known, phones, probable duplicates."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.datespan import Precision
from nightout.places.models import Fold

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY_AND_TIME = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

phone_number = RegexValidator(
    r"^(?=(?:\D*\d){7})\+?[0-9 ().-]{7,25}(?:\s*(?:ext\.?|x)\s*[0-9]{1,6})?$",
    _("Write a phone number such as 305-555-0142, or 305-555-0142 ext. 7."),
)


# Dates, as far as they are known


class SpanForm(forms.ModelForm):
    """Three questions a clerk can answer, from which the first and the last day follow.

    The subclass names the model's columns; they stay out of the form's own fields.
    """

    first_column = last_column = precision_column = ""
    time_column = ""  # empty where the model keeps no time

    day = forms.DateField(
        label=_("Day"),
        widget=DATE,
        help_text=_("For a weekend, week, month or year: any day in it."),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DATE,
        required=False,
        help_text=_("Only for “from one day to another”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = getattr(self.instance, self.first_column)
        last = getattr(self.instance, self.last_column)
        if first and "day" in self.fields:
            self.initial["day"] = first
            if getattr(self.instance, self.precision_column) == Precision.RANGE:
                self.initial["last_day"] = last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        precision, day = cleaned.get(self.precision_column), cleaned.get("day")
        for name in ("day", "last_day"):
            date_given = cleaned.get(name)
            if date_given and not datespan.EARLIEST < date_given < datespan.LATEST:
                self.add_error(name, _("The year must lie between 1900 and 2100."))
        if not (precision and day) or {"day", "last_day"} & set(self.errors):
            return cleaned
        self._check_last_day(precision, day, cleaned.get("last_day"))
        if self.time_column and self.time_column not in self.errors:
            self._check_time(precision, cleaned.get(self.time_column))
        first, last = datespan.span(precision, day, cleaned.get("last_day"))
        setattr(self.instance, self.first_column, first)
        setattr(self.instance, self.last_column, last)
        return cleaned

    def _check_last_day(self, precision: str, day: date, last: date | None) -> None:
        if precision != Precision.RANGE:
            if last:
                text = _("A last day goes only with “from one day to another”. Remove it.")
                self.add_error("last_day", text)
        elif last is None:
            self.add_error("last_day", _("Say the last day too."))
        elif last < day:
            self.add_error("last_day", _("The last day must not come before the first."))
        elif last == day:
            self.add_error(
                "last_day", _("That is one day. Choose “the day is known” and no last day.")
            )

    def _check_time(self, precision: str, at: Any) -> None:
        if precision == Precision.TIME and at is None:
            text = _("Say the time, or choose “the day is known”.")
            self.add_error(self.time_column, text)
        if precision != Precision.TIME and at is not None:
            text = _("A time goes only with “the minute is known”. Remove it, or choose that.")
            self.add_error(self.time_column, text)


# Probable duplicates


class Twin(NamedTuple):
    """A row that may be the same as the one being entered; no address where it is not to open."""

    words: str
    url: str = ""


TICK = "save_all_the_same"


def tick_given(data: QueryDict | dict | None) -> bool:
    return bool(data and data.get(TICK))


def alike(rows: QuerySet, column: str, text: str, least: float = 0.5) -> QuerySet:
    """Rows whose folded column is much like the text: "Rolling Oak Park", "rolling oaks"."""
    likeness = TrigramSimilarity(column, Fold(Value(text)))
    return rows.annotate(likeness=likeness).filter(likeness__gte=least)


class DuplicateWarning:
    """For a form or formset: say once what it may repeat; with the tick it is saved all the same.

    Call `warn` at the end of `clean`, with a list or something lazy: it is read only when needed.
    """

    twins: tuple[Twin, ...] = ()

    def warn(self, twins: Iterable[Twin]) -> None:
        if any(self.errors if isinstance(self.errors, list) else [self.errors]):
            return
        self.twins = tuple(twins)
        if self.twins and not tick_given(self.data):
            raise ValidationError(
                _("This may be in the registry already: see the list above the form."),
                code="twin",
            )


def picked(form: forms.BaseForm) -> bool:
    """Whether a row of a formset will be kept."""
    cleaned = getattr(form, "cleaned_data", None) or {}
    return bool(cleaned) and not cleaned.get("DELETE")
