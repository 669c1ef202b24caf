"""The parts of an incident that stand on its own page of the staff room."""

from typing import Any

from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.admin.rights import reads_names
from incidents.forms import (
    LocationForm,
    LocationFormSet,
    VictimForm,
    VictimFormSet,
)
from incidents.models import (
    CaseStatus,
    Incident,
    IncidentLink,
    IncidentSource,
    Location,
    Victim,
)
from nightout.staffroom import (
    ScopedStack,
    ScopedTable,
)


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
        return super().get_formset(request, obj, validate_min=True, validate_max=True, **kwargs)


class VictimInline(ScopedStack):
    model = Victim
    form, formset = VictimForm, VictimFormSet
    verbose_name_plural = _("victims, one row for each person")
    autocomplete_fields = ("outcome_source",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("outcome", "age", "age_group"),
                    ("name", "name_rule", "name_basis"),
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


class CitationInline(ScopedTable):
    model = IncidentSource
    autocomplete_fields = ("source",)
    verbose_name_plural = _("sources")


class CaseInline(ScopedTable):
    model = CaseStatus
    autocomplete_fields = ("source",)
    verbose_name_plural = _("how the case stood")


class LinkInline(ScopedTable):
    """Links to incidents that this person may open; others stay as they are, unseen."""

    model = IncidentLink
    fk_name = "incident"
    autocomplete_fields = ("other", "source")
    verbose_name_plural = _("links to other incidents")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncidentLink]:
        seen = Incident.objects.managed_by(request.user)
        return super().get_queryset(request).filter(other__in=seen)
