"""Forms of the staff room: what is known of a shooting, and how exactly."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.duplicates import twins_by_name, twins_by_place
from incidents.fact_forms import NAME_HELD_BACK, PersonKeepsSources, keep_sources
from incidents.mentions import says, texts_of
from incidents.models import (
    ExactPlace,
    Fact,
    Incident,
    IncidentPublication,
    IncidentSource,
    NameRule,
    PlacePrecision,
    Victim,
    Wish,
    at_block_level,
    snapped,
)
from incidents.names import (
    Named,
    held_names,
    marks_held_back,
    note_attempt,
    rule_at_entry,
    set_reviewed,
)
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.places.models import City
from nightout.staffroom import DuplicateWarning, WordedSpanForm, own_agencies, picked

DRAFT = IncidentPublication.DRAFT
OLDEST = 120
LONGEST_TEXT = 20_000  # some ten pages: each save looks through it for house numbers and names
NAMED_BY = ("name", "name_rule", "name_basis")
# A crossing is one of four corners; a block has many doors.
AT_ITS_BLOCK = _("A home is told by its block: choose “the block is known”, or less.")


def degrees_field(label: str, *, most: int) -> forms.DecimalField:
    """Of any exactness: a map gives fourteen places."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=-most,
        max_value=most,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


class IncidentForm(WordedSpanForm):
    user: User
    first_column, last_column = "occurred_from", "occurred_to"
    precision_column, time_column = "precision", "occurred_at"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"summary", "inference", "notes"} & set(self.fields):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_TEXT))
        self._propose_agency()
        self._limit_publication()

    def _propose_agency(self) -> None:
        if "agency" not in self.fields or self.instance.pk or self.user.is_coordinator:
            return
        own = list(own_agencies(self.user)[:2])
        if len(own) == 1:
            self.initial.setdefault("agency", own[0].pk)

    def _limit_publication(self) -> None:
        field, managed = self.fields.get("publication"), own_agencies(self.user, *MANAGERS)
        if field is None or self.user.is_coordinator:
            return
        if self.instance.pk:
            managed = managed.filter(pk=self.instance.agency_id)
        if not managed.exists():
            field.disabled = True
            field.help_text = _("A manager of the agency changes it.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        agency = cleaned.get("agency") or (self.instance.agency if self.instance.pk else None)
        is_seen = cleaned.get("publication", self.instance.publication) != DRAFT
        moves = "publication" in self.changed_data or ("agency" in self.changed_data and is_seen)
        if agency and moves and "publication" in cleaned:
            managed = own_agencies(self.user, *MANAGERS)
            if not managed.filter(pk=agency.pk).exists():
                text = _("Only a manager of %(agency)s makes it public or hides it.")
                self.add_error("publication", text % {"agency": agency})
        self._refuse_future()
        self._refuse_names(cleaned)
        self._keep_sources(cleaned)
        return cleaned

    def _refuse_future(self) -> None:
        first = self.instance.occurred_from
        if first and first > timezone.localdate() and not {"day", "when"} & set(self.errors):
            self.add_error("day", _("This day is still to come."))

    def _refuse_names(self, cleaned: dict[str, Any]) -> None:
        """Also where an older version is brought back that has the name."""
        if self.instance.agency_id:
            refuse_held_names([self], self.instance, self.user)

    def _keep_sources(self, cleaned: dict[str, Any]) -> None:
        row, typed = self.instance, ("precision", "occurred_at", "offense")
        for name in typed:
            setattr(row, name, cleaned.get(name, getattr(row, name)))
        keep_sources(self, row, {Fact.DATE: "day", Fact.OFFENSE: "offense"})


def _without_city(text: str, city: City) -> str:
    """The page says the city itself: "NW 5th St, Miami, FL" would say it twice."""
    end = rf",\s*{re.escape(city.name)}(?:,?\s*{city.state})?\s*$"
    return re.sub(end, "", text, flags=re.IGNORECASE)


def refuse_held_names(written: Iterable[forms.ModelForm], incident: Incident, user: User) -> None:
    """In any text that these forms change; a person's name itself has a rule of its own."""
    typed = [
        (form, column.name)
        for form in written
        for column in texts_of(type(form.instance))
        if column.name in form.changed_data and (form.cleaned_data.get(column.name) or "")
        if (type(form.instance), column.name) != (Victim, "name")
    ]
    known_by = marks_held_back(incident) if typed else set()
    for form, name in typed:
        if known_by and says(form.cleaned_data[name], known_by):
            form.add_error(name, NAME_HELD_BACK)
            note_attempt(incident, user)


class PartFormSet(BaseInlineFormSet):
    """Of any part of an incident."""

    user: User

    def clean(self) -> None:
        super().clean()
        if self.instance.agency_id:
            refuse_held_names(filter(picked, self.forms), self.instance, self.user)
        if self.instance.pk:
            for form in filter(picked, self.forms):
                self._check_together(form)

    def _check_together(self, form: forms.ModelForm) -> None:
        """Rules of the database that speak of the incident too, which a form alone leaves out."""
        if form.has_changed() and not form.errors:
            row = form.instance
            setattr(row, self.fk.name, self.instance)
            try:
                row.validate_constraints(exclude=form._get_validation_exclusions() - {self.fk.name})
            except ValidationError as broken:
                form.add_error(None, broken.messages)


class CitationFormSet(PartFormSet):
    """A person's new source is cited by itself: entered here too, it stands once all the same."""

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> IncidentSource:
        typed = form.cleaned_data
        known = self.instance.citations.filter(source=typed["source"], fact=typed["fact"])
        return known.first() or super().save_new(form, commit)


class LocationForm(forms.ModelForm):
    """`sees_exact_place` is set for who sees that form as well, and is told there of a home."""

    sees_exact_place = False
    # As exactly as it is typed or pasted; it is kept on the grid.
    latitude = degrees_field(_("Latitude"), most=90)
    longitude = degrees_field(_("Longitude"), most=180)

    def clean_latitude(self) -> Decimal | None:
        return _on_grid(self.cleaned_data["latitude"])

    def clean_longitude(self) -> Decimal | None:
        return _on_grid(self.cleaned_data["longitude"])

    def clean_public_text(self) -> str:
        text = self.cleaned_data["public_text"]
        shown = at_block_level(text)
        if shown != text:
            error = _("No house number: everyone reads this. Write: %(block)s")
            raise ValidationError(error, params={"block": shown}, code="house_number")
        return text

    def clean_precision(self) -> str:
        """A home may be kept from who writes here: its crossing is no answer all the same."""
        precision = self.cleaned_data["precision"]
        home = ExactPlace.objects.filter(incident=self.instance.incident_id, is_home=True)
        if precision == PlacePrecision.CROSSING and not self.sees_exact_place and home.exists():
            raise ValidationError(AT_ITS_BLOCK, code="home")
        return precision

    def clean(self) -> dict[str, Any]:
        """A neighborhood says the city, and must not contradict it."""
        cleaned = super().clean() or self.cleaned_data
        neighborhood, city = cleaned.get("neighborhood"), cleaned.get("city")
        if neighborhood and not city and "city" not in self.errors:
            cleaned["city"] = neighborhood.city
        elif neighborhood and city and neighborhood.city_id != city.pk:
            text = _("%(neighborhood)s is not a neighborhood of %(city)s.")
            self.add_error("neighborhood", text % {"neighborhood": neighborhood, "city": city})
        if cleaned.get("public_text") and cleaned.get("city"):
            cleaned["public_text"] = _without_city(cleaned["public_text"], cleaned["city"])
        if self.instance.pk and "public_text" in self.changed_data:
            self.instance.public_text = cleaned.get("public_text", "")
            self.instance.incident.location = self.instance
            keep_sources(self, self.instance.incident, {Fact.PLACE: "public_text"})
        return cleaned


def _on_grid(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else snapped(degrees)


class LocationFormSet(DuplicateWarning, PartFormSet):
    user: User
    default_error_messages = {
        **BaseInlineFormSet.default_error_messages,
        "too_few_forms": _("Say where it happened."),
    }

    def clean(self) -> None:
        """Another incident about this place that may have happened on the same days?"""
        super().clean()
        incident = self.instance
        if not any(self.errors) and self.forms:
            incident.location = self.forms[0].instance  # what the exact place must agree with
        if incident.pk or incident.occurred_from is None or any(self.errors):
            return
        for form in filter(picked, self.forms):
            self.warn(twins_by_place(incident, form.instance, self.user))


class ExactPlaceForm(forms.ModelForm):
    latitude = degrees_field(_("Latitude"), most=90)
    longitude = degrees_field(_("Longitude"), most=180)

    def clean_latitude(self) -> Decimal | None:
        return _kept_places(self.cleaned_data["latitude"])

    def clean_longitude(self) -> Decimal | None:
        return _kept_places(self.cleaned_data["longitude"])


def _kept_places(degrees: Decimal | None) -> Decimal | None:
    """Six: a tenth of a metre."""
    return None if degrees is None else round(degrees, 6)


class ExactPlaceFormSet(PartFormSet):
    """Offered to who may read it. The public point follows from it where none is given."""

    user: User

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if picked(form)]
        if any(self.errors) or not kept:
            return
        incident, form = self.instance, kept[0]
        if incident.agency_id and not _keeps_exact_places(self.user, incident):
            text = _("Only a manager of %(agency)s keeps its exact places.")
            raise ValidationError(text % {"agency": incident.agency}, code="not_yours")
        place = getattr(incident, "location", None)
        if form.cleaned_data.get("is_home") and place and place.precision == "crossing":
            form.add_error("is_home", AT_ITS_BLOCK)

    def save(self, commit: bool = True) -> list[ExactPlace]:
        saved = super().save(commit)
        if commit:
            for exact in saved:
                exact.lend_point()
        return saved


def _keeps_exact_places(user: User, incident: Incident) -> bool:
    return own_agencies(user, *MANAGERS).filter(pk=incident.agency_id).exists()


class VictimForm(PersonKeepsSources):
    """A name that this person may not read is never in the form, and stays as it is stored.

    A new row's rule begins as its agency's; whoever changes a name or its rule has reviewed it.
    """

    user: User
    reads_names = False

    def __init__(self, *args: Any, incident: Incident | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        victim, self.incident = self.instance, incident
        self.keeps_name = bool(
            victim.pk and victim.name and victim.name_rule != NameRule.FULL and not self.reads_names
        )
        if "outcome" in self.fields and not victim.pk:
            # Else a person of whom nothing is known would be an untouched row, and be lost.
            self.fields["outcome"].choices = [
                ("", "---------"),
                *Victim._meta.get_field("outcome").choices,
            ]
            self.initial["outcome"] = ""
        if "name_rule" in self.fields and not victim.pk:
            self.fields["name_rule"].required = False
            self.fields["name_rule"].choices = [
                ("", _("as the agency’s rule says")),
                *self.fields["name_rule"].choices,
            ]
            self.initial["name_rule"] = ""
        if self.keeps_name:
            self._keep_name()
        elif victim.hold:
            self._lock_name(_("A family’s request. It is lifted on the page of the request."))

    def _keep_name(self) -> None:
        shown = self.instance.public_name
        withheld = gettext("Name withheld")
        self.initial["name"] = f"{shown} ({withheld})" if shown else withheld
        self._lock_name(_("Managers of the agency see and change it."))

    def _lock_name(self, why: str) -> None:
        for name in NAMED_BY:
            if name in self.fields:
                self.fields[name].disabled = True
        if "name" in self.fields:
            self.fields["name"].help_text = why

    def has_changed(self) -> bool:
        """A rule of names makes no person of an untouched row."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"name_rule"})

    def clean_name(self) -> str:
        return self.instance.name if self.keeps_name else self.cleaned_data["name"]

    def clean_age(self) -> int | None:
        """Said beside the field; the database's own rule speaks of the row."""
        age = self.cleaned_data["age"]
        if age is not None and age > OLDEST:
            raise ValidationError(_("An age lies between 0 and 120."), code="age")
        return age

    def clean_name_rule(self) -> str:
        """Empty for a new row: what that means is known when all else of it is."""
        return self.cleaned_data["name_rule"] or NameRule.WITHHELD

    def _post_clean(self) -> None:
        """Before the database's rules are looked at, the row is what it will be."""
        victim = self.instance
        super()._post_clean()
        if victim.pk is None and not self.data.get(self.add_prefix("name_rule")):
            self._begin_as_agency_says()
        is_said = victim.name or victim.name_rule != NameRule.WITHHELD
        if is_said and set(self.changed_data) & set(NAMED_BY):
            set_reviewed(victim, self.user)

    def _begin_as_agency_says(self) -> None:
        agency = self.incident.agency if self.incident and self.incident.agency_id else None
        if agency and not self.errors:
            self.instance.name_rule, self.instance.name_basis = rule_at_entry(self.instance, agency)

    def refuse_held(self, wish: Wish) -> None:
        """Says what to do, and of the request no more than one must know for that."""
        if wish == Wish.REMOVE:
            text = _("A family asked us not to keep this name. Leave it empty: the person counts.")
            self.add_error("name", text)
        elif self.data.get(self.add_prefix("name_rule")):
            text = _("A family asked us not to show this name. Choose “withheld”.")
            self.add_error("name_rule", text)
        else:
            self.instance.name_rule, self.instance.name_basis = NameRule.WITHHELD, ""


class VictimFormSet(DuplicateWarning, PartFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "incident": self.instance}

    def clean(self) -> None:
        """A person of this name in another incident of these days?"""
        super().clean()
        if self.instance.occurred_from is None or any(self.errors):
            return
        self._refuse_held()
        if any(self.errors):
            return
        names = [
            form.cleaned_data["name"]
            for form in self.forms
            if picked(form) and not form.instance.pk and form.cleaned_data.get("name")
        ]
        if names:
            self.warn(twins_by_name(self.instance, names, self.user))

    def _refuse_held(self) -> None:
        """Names that families asked to hold back or to remove: of the agency, or of these days."""
        incident = self.instance
        named = [
            form
            for form in self.forms
            if picked(form) and form.instance.name and set(form.changed_data) & set(NAMED_BY)
        ]
        if not named:
            return
        days = incident.occurred_from, incident.occurred_to
        agency = incident.agency if incident.agency_id else None
        held = held_names((Named(form.instance.name, *days) for form in named), agency=agency)
        if held and agency:
            note_attempt(incident, self.user)
        for form in named:
            wish = held.get(form.instance.name)
            if wish == Wish.REMOVE or (wish and form.instance.name_rule != NameRule.WITHHELD):
                form.refuse_held(wish)
