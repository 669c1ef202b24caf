"""The parts of an incident that stand on its own page of the staff room."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incidents.admin.rights import keeps_exact_places, reads_names
from incidents.forms import (
    CitationFormSet,
    ExactPlaceForm,
    ExactPlaceFormSet,
    LocationForm,
    LocationFormSet,
    PartFormSet,
    VictimForm,
    VictimFormSet,
)
from incidents.models import (
    CaseStatus,
    ExactPlace,
    Incident,
    IncidentLink,
    IncidentSource,
    Location,
    Reward,
    Victim,
)
from nightout.staffroom import ScopedStack


class LocationInline(ScopedStack):
    model = Location
    form, formset = LocationForm, LocationFormSet
    can_delete = False
    min_num = max_num = 1  # an incident has one place, whatever a form was made to hold
    verbose_name = verbose_name_plural = _("where")
    autocomplete_fields = ("city", "county", "neighborhood")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "precision",
                    ("city", "neighborhood", "county"),
                    "public_text",
                    ("latitude", "longitude"),
                )
            },
        ),
    )

    def get_formset(
        self, request: HttpRequest, obj: Incident | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        formset = super().get_formset(request, obj, validate_min=True, validate_max=True, **kwargs)
        formset.form.sees_exact_place = keeps_exact_places(request.user, obj)
        return formset


class ExactPlaceInline(ScopedStack):
    """For who may read it; for everybody else there is no such part."""

    model = ExactPlace
    form, formset = ExactPlaceForm, ExactPlaceFormSet
    extra = max_num = 1
    classes = ("collapse",)
    fieldsets = ((None, {"fields": ("address", "is_home", ("latitude", "longitude"))}),)

    def has_view_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        keeps = keeps_exact_places(request.user, obj)
        return keeps and super().has_change_permission(request, obj)


class VictimInline(ScopedStack):
    model = Victim
    form, formset = VictimForm, VictimFormSet
    verbose_name_plural = _("victims, one row for each person")
    autocomplete_fields = ("outcome_source",)
    readonly_fields = ("reviewed", "family")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("outcome", "age", "age_group"),
                    ("name", "name_rule", "name_basis"),
                    ("reviewed", "family"),
                    ("outcome_source", "external_id"),
                    "notes",
                )
            },
        ),
    )

    def get_formset(
        self, request: HttpRequest, obj: Incident | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.reads_names = reads_names(request.user, obj)
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Victim]:
        return super().get_queryset(request).select_related("reviewed_by")

    @admin.display(description=_("rule reviewed"))
    def reviewed(self, victim: Victim) -> str:
        if victim.reviewed_on is None:
            return "–"
        day = date_format(victim.reviewed_on)
        return " · ".join(filter(None, [day, victim.reviewed_by and str(victim.reviewed_by)]))

    @admin.display(description=_("family’s request"))
    def family(self, victim: Victim) -> str:
        """The button beside the person; of a request that is there, the way to it."""
        if victim.pk is None:
            return "–"
        words = _("Hold or remove the name…")
        if victim.hold:
            words = victim.get_hold_display()
        url = reverse("admin:incidents_familyrequest_of", args=[victim.pk])
        return format_html('<a href="{}">{}</a>', url, words)


class CitationInline(ScopedStack):
    model, formset = IncidentSource, CitationFormSet
    autocomplete_fields = ("source",)
    verbose_name_plural = _("sources")
    fieldsets = ((None, {"fields": (("source", "fact"),)}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncidentSource]:
        """Each is called by its source."""
        return super().get_queryset(request).select_related("source")


class CaseInline(ScopedStack):
    model, formset = CaseStatus, PartFormSet
    autocomplete_fields = ("source",)
    verbose_name_plural = _("how the case stood")
    fieldsets = ((None, {"fields": (("state", "as_of", "said_by"), ("note", "source"))}),)


class RewardInline(ScopedStack):
    """What sources said is offered. A new amount is a new row: the old one stays with its day."""

    model, formset = Reward, PartFormSet
    autocomplete_fields = ("tip_line", "source")
    verbose_name_plural = _("rewards")
    fieldsets = ((None, {"fields": (("amount", "as_of"), ("tip_line", "source"))}),)


class LinkInline(ScopedStack):
    """Links to incidents that this person may open; others stay as they are, unseen."""

    model, formset = IncidentLink, PartFormSet
    fk_name = "incident"
    autocomplete_fields = ("other", "source")
    verbose_name_plural = _("links to other incidents")
    fieldsets = (
        (None, {"fields": (("kind", "other"), ("said_by", "as_of"), "because", "source")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncidentLink]:
        seen = Incident.objects.open_to(request.user)
        return super().get_queryset(request).filter(other__in=seen)

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet | None:
        """One's own are offered; a public one of another agency may have been linked at entry."""
        if db_field.name == "other":
            return Incident.objects.open_to(request.user)
        return super().get_field_queryset(db, db_field, request)
