from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.contrib import admin
from django.db.models import Count, Field, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.facts import FactPages
from incidents.admin.imports import ImportPages
from incidents.admin.merging import MergePages
from incidents.admin.parts import (
    CaseInline,
    CitationInline,
    ExactPlaceInline,
    LinkInline,
    LocationInline,
    RewardInline,
    VictimInline,
)
from incidents.admin.publishing import FileFilter, PublishingPages
from incidents.admin.rights import EXACT_PLACE, NAMES, keeps_exact_places, note_reading, reads_names
from incidents.admin.wording import WordingPage
from incidents.finder import beginning, folded_words
from incidents.forms import IncidentForm
from incidents.mentions import without_name
from incidents.models import (
    CaseStatus,
    Correction,
    ExactPlace,
    FactClaim,
    Incident,
    IncidentLink,
    IncidentPublication,
    IncidentSource,
    Location,
    NameRule,
    Reward,
    Victim,
)
from incidents.models.saying import in_words as said_in_words
from incidents.names import marks_held_back
from nightout import dayreader
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.datespan import UnreadableDate
from nightout.places.models import City, Fold
from nightout.staffroom import DateDrillDown, Group, InUse, ScopedAdmin, own_agencies
from nightout.staffroom.history import versions_of
from nightout.staffroom.meanwhile import is_key


def _counted(victims: QuerySet[Victim]) -> Coalesce:
    each = victims.values("incident").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(each), 0)


class WhenFilter(DateDrillDown):
    title = _("when")
    column = "occurred_from"


class AgencyFilter(InUse):
    title = _("agency")
    parameter_name = "agency"
    path = "agency"


class CityFilter(InUse):
    title = _("city")
    parameter_name = "city"
    path = "location__city"


@admin.register(Incident)
class IncidentAdmin(PublishingPages, MergePages, FactPages, WordingPage, ImportPages, ScopedAdmin):
    form = IncidentForm
    group = Group.INCIDENTS
    list_display = ("number", "state", "when_in_words", "where", "people", "agency")
    list_select_related = (
        "agency",
        "location__city",
        "location__neighborhood",
        "location__county",
    )
    list_filter = (WhenFilter, "publication", AgencyFilter, CityFilter, FileFilter)
    search_fields = ("pk",)
    search_help_text = _(
        "By number, city, block, a victim’s name as it is shown, or a date such as June 2018 or"
        " Father’s Day 2018."
    )
    ordering = ("-occurred_from", "-pk")
    sortable_by = ("when_in_words",)
    autocomplete_fields = ("agency",)
    radio_fields = {"precision": admin.VERTICAL}
    inlines = (
        LocationInline,
        ExactPlaceInline,
        VictimInline,
        CitationInline,
        CaseInline,
        RewardInline,
        LinkInline,
    )
    history_parts = (
        *(Location, Victim, IncidentSource, FactClaim, Correction),
        *(CaseStatus, Reward, IncidentLink),
    )
    never_told = ("merged_into", "entered_at", "entered_by")  # the step itself says so
    change_form_template = "admin/incidents/incident/change_form.html"
    save_on_top = True
    readonly_fields = ("in_words",)
    fieldsets = (
        (None, {"fields": (("agency", "publication"),)}),
        (
            _("When"),
            {
                "fields": (
                    "in_words",
                    "when",
                    "precision",
                    ("day", "last_day", "occurred_at"),
                    "date_as_printed",
                )
            },
        ),
        (
            _("What"),
            {"fields": ("summary", ("offense", "circumstance"), "inference", "written_in")},
        ),
        (_("Notes"), {"fields": ("notes",)}),
    )

    # Which rows

    def deletable_by(self, user: User) -> QuerySet[Incident]:
        """What the public has seen is hidden; only who publishes may delete it."""
        mine = Incident.objects.managed_by(user)
        if user.is_coordinator:
            return mine
        return mine.filter(
            Q(publication=IncidentPublication.DRAFT) | Q(agency__in=own_agencies(user, *MANAGERS))
        )

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet | None:
        if db_field.name == "agency":
            return own_agencies(request.user).order_by("name")
        return super().get_field_queryset(db, db_field, request)

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """One's own agencies are few: a plain list shows them all."""
        return self.autocomplete_fields if request.user.is_coordinator else ()

    def view_on_site(self, obj: Incident) -> str | None:
        return obj.get_absolute_url() if obj.publication == IncidentPublication.PUBLIC else None

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        """Counted row by row: a join would be grouped as a whole before the first page."""
        of_row = Victim.objects.filter(incident=OuterRef("pk")).order_by()
        return (
            super()
            .get_queryset(request)
            .annotate(people_count=_counted(of_row), killed_count=_counted(of_row.killed()))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Incident], search_term: str
    ) -> tuple[QuerySet[Incident], bool]:
        """A text that reads as a date finds what may have happened then, too."""
        found, _may_repeat = super().get_search_results(request, queryset, search_term)
        try:
            when = dayreader.read(search_term, timezone.localdate())
        except UnreadableDate:
            return found, False
        then = Incident.objects.overlapping(when.first, when.last)
        either = found.order_by().values("pk").union(then.order_by().values("pk"))
        return queryset.filter(pk__in=either), False

    def holds_word(self, request: HttpRequest, word: str) -> Q:
        """A withheld name is found only by who may read it; it is in no index for that."""
        number = word.removeprefix("#")
        if word != number:
            return Q(pk=number) if is_key(number) else Q(pk=None)
        people = Victim.objects.alias(shown=Fold("public_name"), whole=Fold("name"))
        folded, seen = Fold(Value(word)), Incident.objects.names_seen_by(request.user)
        found = (
            people.filter(~Q(public_name=""), shown__contains=folded),
            people.filter(~Q(name=""), whole__contains=folded, incident__in=seen),
            Location.objects.filter(city__in=City.objects.filter(name_folded__contains=folded)),
        )
        if words := folded_words(word):
            found += (Location.objects.filter(words=beginning(words)),)
        first, *others = (rows.order_by().values("incident") for rows in found)
        held = Q(pk__in=first.union(*others))
        return held | Q(pk=number) if is_key(number) else held

    @admin.display(description=_("number"), ordering="pk")
    def number(self, incident: Incident) -> str:
        return f"#{incident.pk}"

    @admin.display(description=_("when"), ordering="occurred_from")
    def when_in_words(self, incident: Incident) -> str:
        return incident.when()

    @admin.display(description=_("where"))
    def where(self, incident: Incident) -> str:
        return str(incident.location) if hasattr(incident, "location") else "–"

    @admin.display(description=_("people"))
    def people(self, incident: Incident) -> str:
        if not incident.people_count:
            return "–"
        n = incident.people_count
        victims = ngettext("%(n)d victim", "%(n)d victims", n) % {"n": n}
        if not incident.killed_count:
            return victims
        return gettext("%(victims)s, of whom %(n)d killed") % {
            "victims": victims,
            "n": incident.killed_count,
        }

    @admin.display(description=_("state"))
    def state(self, incident: Incident) -> str:
        if incident.merged_into_id:
            words = gettext("merged into #%(number)d") % {"number": incident.merged_into_id}
            return format_html('<span class="state">{}</span>', words)
        return format_html(
            '<span class="state state--{}">{}</span>',
            incident.publication,
            incident.get_publication_display(),
        )

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Incident | None = None) -> list:
        hidden = set() if obj else {"in_words"}
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in self.fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Incident | None = None) -> tuple:
        """Who moved a record to an agency of theirs would read its names there."""
        user = request.user
        if obj is None or user.is_coordinator:
            return self.readonly_fields
        if own_agencies(user, *MANAGERS).filter(pk=obj.agency_id).exists():
            return self.readonly_fields
        return (*self.readonly_fields, "agency")

    @admin.display(description=_("shown as"))
    def in_words(self, incident: Incident) -> str:
        return incident.when() if incident.pk else "–"

    def hidden_in_history(
        self, request: HttpRequest, obj: Incident
    ) -> set[tuple[type[Model], str]]:
        return set() if reads_names(request.user, obj) else {(Victim, "name")}

    def rewording(self, request: HttpRequest, obj: Incident) -> Callable[[str], str]:
        """Texts of before a family's request say the name to those only who may read it."""
        known_by = set() if reads_names(request.user, obj) else marks_held_back(obj)
        if not known_by:
            return str
        instead = gettext("[name withheld]")
        return cache(partial(without_name, known_by=known_by, instead=instead))

    def value_in_words(self, row: Model, column: Field, value: Any) -> str | None:
        """Dates and codes of what a source says."""
        is_code = row.pgh_tracked_model is FactClaim and column.name == "value"
        return said_in_words(row.fact, value) if is_code else None

    def parts_in_history(self, request: HttpRequest, obj: Incident) -> tuple[type[Model], ...]:
        """That there is an exact place is told to nobody else either."""
        keeps = keeps_exact_places(request.user, obj)
        return (*self.history_parts, ExactPlace) if keeps else self.history_parts

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        shown, counts, lacking, in_the_way = super().get_deleted_objects(objs, request)
        if not all(keeps_exact_places(request.user, obj) for obj in objs):
            counts.pop(capfirst(ExactPlace._meta.verbose_name_plural), None)
        return shown, counts, lacking, in_the_way

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Incident | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj and obj.pk:
            withheld = obj.victims.exclude(name="").exclude(name_rule=NameRule.FULL)
            self._note_names(request, obj, withheld.count())
            self._note_place(request, obj, ExactPlace.objects.filter(incident=obj))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Older versions hold every name, also of people whose rows are gone."""
        response = super().history_view(request, object_id, extra_context)
        incident = response.context_data["object"]
        named = versions_of(Victim).objects.filter(incident_id=incident.pk).exclude(name="")
        self._note_names(request, incident, named.values("id").distinct().count())
        placed = versions_of(ExactPlace).objects.filter(incident_id=incident.pk)
        self._note_place(request, incident, placed)
        return response

    def _note_names(self, request: HttpRequest, incident: Incident, count: int) -> None:
        """Reading names that the public does not see is told in the people's data log."""
        if count and reads_names(request.user, incident):
            note_reading(request.user, incident, NAMES, count)

    def _note_place(self, request: HttpRequest, incident: Incident, rows: QuerySet) -> None:
        """So is reading an address."""
        if keeps_exact_places(request.user, incident) and rows.exists():
            note_reading(request.user, incident, EXACT_PLACE, 1)
