"""What forms of the staff room share: dates as far as known, phones, probable duplicates."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet, Value
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.datespan import Precision, Span
from nightout.forms import SpanField
from nightout.places.models import Fold

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY_AND_TIME = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
FRIDAY = 4  # of date.weekday(): the evening before a weekend may be meant as one

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
        self._check_weekend(precision, day)
        self._check_last_day(precision, day, cleaned.get("last_day"))
        if self.time_column and self.time_column not in self.errors:
            self._check_time(precision, cleaned.get(self.time_column))
        first, last = datespan.span(precision, day, cleaned.get("last_day"))
        setattr(self.instance, self.first_column, first)
        setattr(self.instance, self.last_column, last)
        return cleaned

    def _check_weekend(self, precision: str, day: date) -> None:
        """Of a day between two weekends nobody knows which one is meant."""
        if precision == Precision.WEEKEND and day.weekday() < FRIDAY:
            text = _("%(day)s is no day of a weekend. Choose its Saturday or Sunday.")
            self.add_error("day", text % {"day": datespan.day_in_words(day)})

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


class WordedSpanForm(SpanForm):
    """The same, with the words of a source read first: they say what is left empty below them.

    Words and days that do not agree are an error that tells both. A page shows the field by naming
    `when` among its own. Nobody is quoted by it: what a source prints has a field of its own.
    """

    when = SpanField(
        label=_("When, in words"),
        help_text=_(
            "As people write it, with the year: 17 June 2018, Father’s Day 2018, weekend of"
            " 16 June 2018, 16–20 June 2018, June 2018. English, Spanish or Haitian Creole. It"
            " fills in what you leave empty below."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._among_fields(self.precision_column, "day"):
            self.fields[name].required = False  # the words may say it

    def clean(self) -> dict[str, Any]:
        read = self.cleaned_data.get("when")
        if read:
            self._fill(read)
        elif "when" not in self.errors:
            for name in self._among_fields(self.precision_column, "day"):
                if name not in self.errors and not self.cleaned_data.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        cleaned = super().clean()
        if read:
            self._compare(read)
        return cleaned

    def _among_fields(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    def _exact(self) -> list[str]:
        return self._among_fields(self.precision_column, "day", "last_day", self.time_column)

    def _fill(self, read: Span) -> None:
        """What was typed stays. What stood there before and was left alone gives way."""
        typed = {
            name: self.cleaned_data[name]
            for name in self._exact()
            if name in self.changed_data and self.cleaned_data.get(name) not in (None, "")
        }
        is_minute = read.precision == Precision.DAY and self.time_column in typed
        precision = typed.get(
            self.precision_column, Precision.TIME if is_minute else read.precision
        )
        said = {
            self.precision_column: precision,
            "day": read.first,
            "last_day": read.last if precision == Precision.RANGE else None,
            self.time_column: read.at if precision == Precision.TIME else None,
        }
        for name in self._exact():
            if name not in self.errors:
                self.cleaned_data[name] = typed.get(name, said[name])

    def _compare(self, read: Span) -> None:
        if set(self._exact()) & set(self.errors):
            return
        below = Span(
            getattr(self.instance, self.first_column),
            getattr(self.instance, self.last_column),
            self.cleaned_data[self.precision_column],
            self.cleaned_data.get(self.time_column),
        )
        is_its_minute = below.precision == Precision.TIME and read == datespan.whole(
            Precision.DAY, below.first
        )
        if below != read and not is_its_minute:
            text = _(
                "“%(words)s” means: %(read)s. Below it says: %(below)s. Correct one of them, or"
                " leave it empty."
            )
            words = self["when"].data.strip()
            self.add_error("when", text % {"words": words, "read": read, "below": below})


# What is wrong, all in one place


TOO_FEW, TWIN = "too_few_forms", "twin"  # codes of errors


class Slip(NamedTuple):
    """An error, and where on the page the field is that it is about."""

    what: str
    anchor: str
    told: str


def slips(form: forms.BaseForm, *formsets: forms.BaseFormSet) -> Iterator[Slip]:
    """Of the whole page, from above: a long form hides them.

    A section that needs a row and has none says so itself; its untouched row would only repeat it.
    """
    yield from _slips_of(form)
    for formset in formsets:
        of_section = formset.non_form_errors().as_data()
        lacks_row = any(error.code == TOO_FEW for error in of_section)
        row, section = _called(formset)
        for part in formset.forms:
            if not lacks_row or part.has_changed():
                yield from _slips_of(part, of=row)
        if lacks_row or not any(formset.errors):
            for error in of_section:
                anchor = "" if error.code == TWIN else f"{formset.prefix}-group"
                yield from (Slip(section, anchor, str(told)) for told in error.messages)


def _called(formset: forms.BaseFormSet) -> tuple[str, str]:
    """A row and the whole section, as the page calls them."""
    meta = formset.model._meta
    names = getattr(formset, "called", (meta.verbose_name, meta.verbose_name_plural))
    return capfirst(str(names[0])), capfirst(str(names[1]))


def _slips_of(form: forms.BaseForm, of: str = "") -> Iterator[Slip]:
    for name, errors in form.errors.items():
        if name not in form.fields:
            anchor = form.prefix if of else ""
            yield from (Slip(of, anchor or "", str(error)) for error in errors)
            continue
        field = form[name]
        anchor = field.id_for_label or f"{field.auto_id}_0"  # of radio buttons, the first
        what = f"{of}: {field.label}" if of else field.label
        yield from (Slip(what, anchor, str(error)) for error in errors)


# Probable duplicates


class Twin(NamedTuple):
    """A row that may be the same as the one being entered; no address where it is not to open.

    `why` in words; `row` is its number where the new one can be linked to it while it is saved.
    """

    words: str
    url: str = ""
    why: tuple[str, ...] = ()
    row: int | None = None


TICK, LINK = "save_all_the_same", "link_as_twin"


def tick_given(data: QueryDict | dict | None) -> bool:
    return bool(data and (data.get(TICK) or data.get(LINK)))


def told_once(twins: Iterable[Twin]) -> list[Twin]:
    """Several parts of a form may find the same row, each for its own reason."""
    found: dict[tuple[str, str], Twin] = {}
    for twin in twins:
        before = found.get(twin[:2], twin)
        why = tuple(dict.fromkeys((*before.why, *twin.why)))
        found[twin[:2]] = before._replace(why=why)
    return list(found.values())


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
                code=TWIN,
            )


def picked(form: forms.BaseForm) -> bool:
    """Whether a row of a formset will be kept."""
    cleaned = getattr(form, "cleaned_data", None) or {}
    return bool(cleaned) and not cleaned.get("DELETE")
