"""Forms of the staff room for what sources say: one for each fact, in words and not in codes."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents import facts
from incidents.models import (
    OF_A_PERSON,
    AgeGroup,
    Correction,
    Fact,
    FactClaim,
    Incident,
    Offense,
    Outcome,
    Victim,
)
from incidents.models.saying import UNSAID
from incidents.names import names_held_back, note_attempt
from nightout import edtf
from nightout.datespan import Precision
from nightout.sources.models import Source
from nightout.staffroom.forms import DATE, TIME, WordedSpanForm
from nightout.staffroom.scoped import OneOfMany

NAME_HELD_BACK = _("A family asked us not to show a name that stands here. Leave it out.")
SAID_ELSEWHERE = _(
    "Sources speak of this. Change it on the page “What sources say”: who says so stays with it."
)


# A source says something


class WordForm(forms.Form):
    """Who says it, as of when, and whether we follow it. A subclass asks what it says."""

    cited = forms.ModelChoiceField(
        label=_("Who says so"),
        queryset=Source.objects.none(),
        required=False,
        blank=True,
        empty_label=_("another source, looked up below"),
        widget=forms.RadioSelect,
    )
    source = forms.ModelChoiceField(
        label=_("Another source"), queryset=Source.objects.all(), required=False
    )
    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        widget=DATE,
        help_text=_("The day for which the source says it, where it is not the day it appeared."),
    )
    as_printed = forms.CharField(
        label=_("As printed"),
        required=False,
        max_length=200,
        help_text=_("The source’s own words. Shown to everyone: no names."),
    )
    choose = forms.BooleanField(
        label=_("Show this one"),
        required=False,
        help_text=_("Without the tick it is shown where it says more and is not older."),
    )
    because = forms.CharField(
        label=_("Why this one"),
        required=False,
        max_length=300,
        help_text=_("Needed where sources contradict each other. Shown to everyone: no names."),
    )

    def offer_sources(self, incident: Incident, site: AdminSite, request: HttpRequest) -> None:
        """Those of the incident to pick from; any other is looked up, or added."""
        column = FactClaim._meta.get_field("source")
        sources = site.get_model_admin(Source)
        self.fields["source"].widget = RelatedFieldWidgetWrapper(
            OneOfMany(column, site, choices=self.fields["source"].choices),
            column.remote_field,
            site,
            can_add_related=sources.has_add_permission(request),
            can_change_related=False,
        )
        cited = Source.objects.filter(incident_citations__incident=incident).distinct()
        if cited.exists():
            self.fields["cited"].queryset = cited
        else:
            del self.fields["cited"]
            self.fields["source"].label = _("Who says so")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cited, other = cleaned.get("cited"), cleaned.get("source")
        if cited and other and cited != other:
            self.add_error("source", _("Choose one source: the one above, or another."))
        elif not (cited or other) and not {"cited", "source"} & set(self.errors):
            self.add_error("cited" if "cited" in self.fields else "source", _("Say who says so."))
        cleaned["source"] = cited or other
        return cleaned

    def said(self) -> str:
        """What it says, as a claim holds it."""
        return str(self.cleaned_data["value"])

    def save(self, *, about: facts.Row, fact: str, by: Any) -> FactClaim:
        """Raises ValidationError, by field."""
        names = ("source", "as_of", "as_printed", "choose", "because")
        more = {name: self.cleaned_data[name] for name in names}
        return facts.claim(about=about, fact=fact, value=self.said(), by=by, **more)

    def refuse(self, refused: ValidationError) -> None:
        for name, errors in getattr(refused, "error_dict", {None: refused}).items():
            self.add_error(name if name in self.fields else None, errors)


class OutcomeForm(WordForm):
    field_order = ("value",)
    value = forms.ChoiceField(
        label=_("Outcome"),
        choices=Outcome,
        widget=forms.RadioSelect,
        help_text=_(
            "Only what the source says. Shot and alive is “injured”; “survived” is for a source"
            " that does not say whether the person was hit."
        ),
    )


class AgeForm(WordForm):
    field_order = ("age", "age_group")
    age = forms.IntegerField(label=_("Age"), required=False, min_value=0, max_value=120)
    age_group = forms.ChoiceField(
        label=_("Age group"),
        required=False,
        choices=[("", "---------"), *AgeGroup.choices],
        help_text=_("Only where the source gives no age."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_both = cleaned.get("age") is not None and cleaned.get("age_group")
        if is_both:
            self.add_error("age_group", _("Give the age or the group, not both."))
        elif (
            "age" not in self.errors and cleaned.get("age") is None and not cleaned.get("age_group")
        ):
            self.add_error("age", _("Give the age, or the group."))
        return cleaned

    def said(self) -> str:
        age = self.cleaned_data["age"]
        return self.cleaned_data["age_group"] if age is None else str(age)


class PlaceForm(WordForm):
    field_order = ("value",)
    value = forms.CharField(
        label=_("Place in words"),
        max_length=200,
        help_text=_("Block or crossing, never a house number. Shown to everyone."),
    )


class PeopleForm(WordForm):
    field_order = ("value",)
    value = forms.IntegerField(
        label=_("Number of people shot"),
        min_value=0,
        max_value=9999,
        help_text=_("As the source says. It stands beside the people recorded here."),
    )


class OffenseForm(WordForm):
    field_order = ("value",)
    value = forms.ChoiceField(label=_("Offense (NIBRS)"), choices=Offense)


class DateForm(WordForm, WordedSpanForm):
    field_order = ("when", "precision", "day", "last_day", "occurred_at")
    first_column, last_column = "occurred_from", "occurred_to"
    precision_column, time_column = "precision", "occurred_at"

    class Meta:
        model = Incident
        fields = ("precision", "occurred_at")
        widgets = {"precision": forms.RadioSelect, "occurred_at": TIME}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["precision"].choices = Precision.choices  # none is chosen: no row for that

    def said(self) -> str:
        row = self.instance
        return edtf.written(row.occurred_from, row.occurred_to, row.precision, row.occurred_at)


FORMS = {
    Fact.DATE: DateForm,
    Fact.PLACE: PlaceForm,
    Fact.PEOPLE: PeopleForm,
    Fact.OFFENSE: OffenseForm,
    Fact.OUTCOME: OutcomeForm,
    Fact.AGE: AgeForm,
}


def word_form(row: facts.Row, fact: str, data: Any, *, is_first: bool) -> WordForm:
    """Empty; or, where no source speaks of the fact yet, with what the registry shows of it."""
    now = facts.shown(row, fact) if is_first else UNSAID
    if fact == Fact.DATE:
        spanned = ("occurred_from", "occurred_to", "precision", "occurred_at")
        same = {name: getattr(row, name) for name in spanned} if is_first else {}
        printed = {"as_printed": row.date_as_printed} if is_first else {}
        return DateForm(data, instance=Incident(**same), initial=printed)
    if fact == Fact.AGE:
        return AgeForm(data, initial={"age" if now.isdecimal() else "age_group": now})
    return FORMS[fact](data, initial={"value": now})


class WhyForm(forms.Form):
    because = forms.CharField(
        label=_("Why this one"),
        required=False,
        max_length=300,
        help_text=_("Needed where it contradicts what we show now. Everyone reads it: no names."),
    )


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ("text", "made_on", "written_in")
        widgets = {"made_on": DATE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("made_on", timezone.localdate())


# What is typed into the rows themselves


class PersonKeepsSources(forms.ModelForm):
    """For the form of a person: what sources say follows, or the form says where to change it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            before = Victim.objects.get(pk=self.instance.pk)
            for fact in OF_A_PERSON:
                if facts.typed(before, self._as_typed(cleaned), fact) is facts.Typed.CONTRADICTS:
                    self.add_error(fact, SAID_ELSEWHERE)
        return cleaned

    def _as_typed(self, cleaned: dict[str, Any]) -> Victim:
        names = ("outcome", "outcome_source", "age", "age_group")
        columns = {name: cleaned.get(name, getattr(self.instance, name)) for name in names}
        return Victim(pk=self.instance.pk, **columns)

    def save(self, commit: bool = True) -> Victim:
        if self.instance.pk:
            facts.restate(victim=self.instance, by=self.user)
        return super().save(commit)


def keeps_names_back(form: forms.BaseForm, incident: Incident, by: Any) -> bool:
    """Whether no text of a valid form has a name that its family asked to hold or to remove."""
    for name in {"text", "as_printed", "because"} & set(form.fields):
        if names_held_back(incident, form.cleaned_data.get(name) or ""):
            form.add_error(name, NAME_HELD_BACK)
            note_attempt(incident, by)
    return not form.errors


def keep_sources(form: forms.ModelForm, row: Incident | None, fields: dict[str, str]) -> None:
    """For other forms' `clean`: a fact of which we follow a source changes where one says who.

    `fields` are the form's own, by fact; `row` is the incident as the form would leave it.
    """
    if row is None or row.pk is None or form.errors:
        return
    before = Incident.objects.select_related("location").get(pk=row.pk)
    followed = FactClaim.objects.about(before).filter(chosen=True, fact__in=fields)
    for fact in followed.values_list("fact", flat=True):
        if facts.shown(before, fact) != facts.shown(row, fact):
            form.add_error(fields[fact], SAID_ELSEWHERE)
