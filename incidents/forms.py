"""Forms of the staff room: what is known of a shooting, and how exactly."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, QuerySet, Value
from django.db.models.lookups import GreaterThanOrEqual
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident, NameRule, Victim
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.places.models import Fold
from nightout.staffroom import DuplicateWarning, SpanForm, Twin, own_agencies, picked

MOST_TWINS = 10


class IncidentForm(SpanForm):
    user: User
    first_column, last_column = "occurred_from", "occurred_to"
    precision_column, time_column = "precision", "occurred_at"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        if agency and "publication" in self.changed_data and "publication" in cleaned:
            managed = own_agencies(self.user, *MANAGERS)
            if not managed.filter(pk=agency.pk).exists():
                text = _("Only a manager of %(agency)s makes it public or hides it.")
                self.add_error("publication", text % {"agency": agency})
        return cleaned


class LocationForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """A neighborhood says the city, and must not contradict it."""
        cleaned = super().clean() or self.cleaned_data
        neighborhood, city = cleaned.get("neighborhood"), cleaned.get("city")
        if neighborhood and not city and "city" not in self.errors:
            cleaned["city"] = neighborhood.city
        elif neighborhood and city and neighborhood.city_id != city.pk:
            text = _("%(neighborhood)s is not a neighborhood of %(city)s.")
            self.add_error("neighborhood", text % {"neighborhood": neighborhood, "city": city})
        return cleaned


class LocationFormSet(DuplicateWarning, BaseInlineFormSet):
    user: User

    def clean(self) -> None:
        """Another incident in the same city that may have happened on the same days?"""
        super().clean()
        incident = self.instance
        if incident.pk or incident.occurred_from is None or any(self.errors):
            return
        cities = [form.cleaned_data.get("city") for form in self.forms if picked(form)]
        if any(cities):
            near = Incident.objects.filter(location__city__in=filter(None, cities))
            span = near.overlapping(incident.occurred_from, incident.occurred_to)
            self.warn(_incident_twins(span.for_rows(), self.user))


def _incident_twins(found: QuerySet[Incident], user: User) -> Iterator[Twin]:
    mine = Incident.objects.managed_by(user)
    for incident in found.filter(pk__in=mine.values("pk"))[:MOST_TWINS]:
        words = f"{incident}, {incident.location}"
        yield Twin(words, reverse("admin:incidents_incident_change", args=[incident.pk]))
    for incident in found.public().exclude(pk__in=mine.values("pk"))[:MOST_TWINS]:
        words = gettext("An incident of another agency: %(when)s, %(where)s")
        yield Twin(
            words % {"when": incident.when(), "where": incident.location},
            incident.get_absolute_url(),
        )


class VictimForm(forms.ModelForm):
    """A name that this person may not read is never in the form, and stays as it is stored."""

    reads_names = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        victim = self.instance
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
        if self.keeps_name:
            self._keep_name()

    def _keep_name(self) -> None:
        shown = self.instance.public_name
        withheld = gettext("Name withheld")
        self.initial["name"] = f"{shown} ({withheld})" if shown else withheld
        for name in ("name", "name_rule", "name_basis"):
            if name in self.fields:
                self.fields[name].disabled = True
        if "name" in self.fields:
            self.fields["name"].help_text = _("Managers of the agency see and change it.")

    def clean_name(self) -> str:
        return self.instance.name if self.keeps_name else self.cleaned_data["name"]


class VictimFormSet(DuplicateWarning, BaseInlineFormSet):
    user: User

    def clean(self) -> None:
        """A person of this name in another incident of these days?"""
        super().clean()
        if self.instance.occurred_from is None or any(self.errors):
            return
        names = [
            form.cleaned_data["name"]
            for form in self.forms
            if picked(form) and not form.instance.pk and form.cleaned_data.get("name")
        ]
        if names:
            self.warn(twin for name in names for twin in self._twins(name))

    def _twins(self, name: str) -> Iterator[Twin]:
        """Compared with names that this person may read, so that a guess confirms nothing."""
        incident = self.instance
        span = Incident.objects.overlapping(incident.occurred_from, incident.occurred_to)
        near = Victim.objects.filter(incident__in=span.exclude(pk=incident.pk))
        read = Q(incident__in=Incident.objects.names_seen_by(self.user)) & like("name", name)
        shown = Q(incident__in=Incident.objects.public()) & like("public_name", name)
        found = near.exclude(name="").filter(read | shown).values("incident")
        yield from _incident_twins(Incident.objects.filter(pk__in=found).for_rows(), self.user)


def like(column: str, name: str) -> Q:
    """Much the same name: "Darin Wiliams", "darin williams jr."."""
    return Q(GreaterThanOrEqual(TrigramSimilarity(Fold(F(column)), Fold(Value(name))), 0.6))
