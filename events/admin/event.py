from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Field, Prefetch, Q, QuerySet, Value
from django.forms import CheckboxSelectMultiple
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.admin.actions import EventActions
from events.admin.attendee import (
    MOST_INLINE,
    HeadCountInline,
    PartyInline,
    keep,
    note_reading,
)
from events.admin.park import CityFilter
from events.attendance import announcing_changes, seats_in_line
from events.forms import (
    EDITABLE_BY_EDITORS,
    EventForm,
    HostForm,
    HostFormSet,
    publishable_by,
)
from events.models import (
    AgencyRole,
    Attendee,
    Event,
    EventActivity,
    EventAgency,
    EventOrganizer,
    EventSource,
    EventStatus,
    Publication,
    Question,
)
from events.models.choices import HOSTING
from events.question_forms import QuestionForm, QuestionFormSet
from nightout.accounts.models import User
from nightout.places.models import City, Fold
from nightout.staffroom import (
    DateDrillDown,
    Group,
    InUse,
    ScopedAdmin,
    ScopedTable,
    own_agencies,
)
from nightout.staffroom.scoped import MOST_SHOWN, MOST_WORDS, is_key

MOST_CITIES = 200  # of one word in a search
SHORTEST_WORD = 3  # letters: the index knows no shorter ones


class DateFilter(DateDrillDown):
    column = "start_date"


class CampaignFilter(InUse):
    title = _("campaign")
    parameter_name = "campaign"
    path = "campaign"


class AgencyFilter(InUse):
    title = _("agency")
    parameter_name = "agency"
    path = "agency_roles__agency"


def registered_for(events: Iterable[Event]) -> list[Event]:
    """Those with people in them who are not forgotten yet."""
    there = Attendee.objects.remembered().filter(event__in=[event.pk for event in events])
    return list(Event.objects.filter(pk__in=there.order_by().values("event"))[:MOST_SHOWN])


class HostInline(ScopedTable):
    """Rows of one's own agencies; the others are told as text and stay as they are."""

    model = EventAgency
    form, formset = HostForm, HostFormSet
    verbose_name = _("agency")
    verbose_name_plural = _("agencies and what they do")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventAgency]:
        rows = super().get_queryset(request).select_related("agency")
        if request.user.is_coordinator:
            return rows
        return rows.filter(agency__in=own_agencies(request.user))

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet:
        return own_agencies(request.user).order_by("name")

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("agency",) if request.user.is_coordinator else ()

    def get_extra(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_formset(
        self, request: HttpRequest, obj: Event | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        """Who works for one agency need not say which."""
        formset = super().get_formset(request, obj, **kwargs)
        own = own_agencies(request.user)
        if obj is None and not request.user.is_coordinator and own.count() == 1:
            first = {"agency": own.get().pk, "role": AgencyRole.HOST, "proposed": True}

            class Proposed(formset):
                def __init__(self, *args: Any, **kwargs: Any) -> None:
                    super().__init__(*args, **{**kwargs, "initial": [first]})

            return Proposed
        return formset


class QuestionInline(ScopedTable):
    """What the form asks besides. What was answered is retired, and not deleted."""

    model = Question
    form, formset = QuestionForm, QuestionFormSet
    fields = ("text", "kind", "choices", "required", "place", "retired")
    verbose_name_plural = _("questions to those who register")


class CitationInline(ScopedTable):
    model = EventSource
    autocomplete_fields = ("source",)
    verbose_name_plural = _("sources")


@admin.register(Event)
class EventAdmin(EventActions, ScopedAdmin):
    form = EventForm
    group = Group.EVENTS
    list_display = ("title", "state", "days", "city", "hosts")
    list_select_related = ("city", "campaign")
    list_filter = (DateFilter, "publication", "status", CampaignFilter, AgencyFilter, CityFilter)
    search_fields = ("title_folded",)
    search_help_text = _("By words of the title or the city.")
    ordering = ("-start_date", "-sort_time", "-pk")
    sortable_by = ("days",)
    autocomplete_fields = ("campaign", "city", "neighborhood", "park", "organizers")
    inlines = (HostInline, QuestionInline, CitationInline, HeadCountInline)
    history_parts = (EventAgency, EventActivity, EventOrganizer, EventSource, Question)
    save_on_top = True
    readonly_fields = ("other_agencies", "attendee_list")
    fieldsets = (
        (None, {"fields": ("title", "campaign", ("publication", "status"))}),
        (_("When"), {"fields": (("start_date", "start_time"), ("end_date", "end_time"))}),
        (_("Where"), {"fields": ("park", ("city", "neighborhood"), "place_as_printed")}),
        (_("What"), {"fields": ("description", "activities", "written_in")}),
        (
            _("What a resident needs to know"),
            {"fields": (("is_free", "wheelchair_access"), "languages", "rain_plan", "contact")},
        ),
        (_("Who comes"), {"fields": ("capacity", "organizers", "attendee_list")}),
        (
            _("Registration"),
            {
                "fields": (
                    "registration",
                    ("opens_at", "closes_at"),
                    ("largest_party", "contact_needed", "waiting_list"),
                    ("reminder", "thank_you"),
                )
            },
        ),
        (_("Notes"), {"fields": ("inference", "notes")}),
        (_("Address on the site"), {"fields": ("slug",), "classes": ("collapse",)}),
    )

    # Which rows

    def deletable_by(self, user: User) -> QuerySet[Event]:
        """What the public has seen is hidden or cancelled; only who publishes may delete it."""
        mine = Event.objects.managed_by(user)
        if user.is_coordinator:
            return mine
        return mine.filter(
            Q(publication__in=EDITABLE_BY_EDITORS) | Q(pk__in=publishable_by(user).values("pk"))
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        hosting = EventAgency.objects.filter(role__in=HOSTING).select_related("agency")
        prefetch = Prefetch("agency_roles", hosting.order_by("-role", "pk"), to_attr="hosting")
        return super().get_queryset(request).prefetch_related(prefetch)

    def view_on_site(self, obj: Event) -> str | None:
        return obj.get_absolute_url() if obj.publication == Publication.PUBLIC else None

    # The list

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """By title or city. Cities are looked up first: numbers let an index find their events."""
        words = search_term.split()[:MOST_WORDS]
        long = [word for word in words if len(word) >= SHORTEST_WORD]
        if words and not long:
            text = gettext("Search for a word of three letters or more.")
            self.message_user(request, text, messages.WARNING)
        for word in long:
            like = {"name_folded__contains": Fold(Value(word))}
            cities = list(City.objects.filter(**like).values_list("pk", flat=True)[:MOST_CITIES])
            titled = Q(title_folded__contains=Fold(Value(word)))
            queryset = queryset.filter(titled | Q(city__in=cities))
        return queryset, False

    @admin.display(description=_("when"), ordering="start_date")
    def days(self, event: Event) -> str:
        times = event.times_in_words()
        return format_html('{}<br><span class="quiet">{}</span>', event.days_in_words(), times)

    @admin.display(description=_("hosts"))
    def hosts(self, event: Event) -> str:
        return ", ".join(role.agency.name for role in event.hosting) or "–"

    @admin.display(description=_("state"))
    def state(self, event: Event) -> str:
        words = [(event.publication, event.get_publication_display())]
        if event.status != EventStatus.SCHEDULED:
            words.append((event.status, event.get_status_display()))
        return format_html_join(" ", '<span class="state state--{}">{}</span>', words)

    # The form

    def get_inlines(self, request: HttpRequest, obj: Event | None) -> tuple[type, ...]:
        """Attendees are part of the form while they are few; a form sent with them keeps them."""
        if obj is None:
            return self.inlines
        sent = "attendees-TOTAL_FORMS" in request.POST
        few = obj.attendees.order_by()[: MOST_INLINE + 1].count() <= MOST_INLINE
        return (*self.inlines, PartyInline) if sent or few else self.inlines

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> tuple:
        seen = obj and obj.publication not in EDITABLE_BY_EDITORS
        return (*self.readonly_fields, "slug") if seen else self.readonly_fields

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> list:
        without = set() if obj else {"attendee_list"}
        sets = [
            (name, {**options, "fields": [f for f in options["fields"] if f not in without]})
            for name, options in self.fieldsets
        ]
        if obj and not request.user.is_coordinator and self._others(request.user, obj):
            sets[0][1]["fields"].append("other_agencies")
            obj.others = self._others(request.user, obj)
        return sets

    def _others(self, user: User, event: Event) -> list[EventAgency]:
        others = event.agency_roles.exclude(agency__in=own_agencies(user))
        return list(others.select_related("agency").order_by("-role", "pk"))

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        if request.user.is_coordinator:
            return self.autocomplete_fields
        return tuple(name for name in self.autocomplete_fields if name != "organizers")

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Event | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        for inline in context["inline_admin_formsets"]:
            if isinstance(inline.opts, PartyInline) and inline.formset.initial_form_count():
                title = gettext("Attendees: %s") % obj
                note_reading(request, title, inline.formset.initial_form_count(), {obj.pk})
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """Who has registered is told what a saved form changed, and new places are given away."""
        event = None
        if request.method == "POST" and object_id and is_key(object_id):
            event = Event.objects.managed_by(request.user).filter(pk=object_id).first()
        with announcing_changes([event] if event else []):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is not Attendee:
            super().save_formset(request, form, formset, change)
            return
        changed = formset.save(commit=False)
        for attendee in formset.deleted_objects:
            attendee.delete()
        for attendee in changed:
            keep(attendee)

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        event = form.instance
        idle = event.organizers.exclude(
            pk__in=User.objects.filter(memberships__agency__in=event.agencies.values("pk"))
        ).count()
        if idle:
            text = ngettext(
                "%(n)d organizer has no role at an agency of this event, and will not see it.",
                "%(n)d organizers have no role at an agency of this event, and will not see it.",
                idle,
            )
            self.message_user(request, text % {"n": idle}, messages.WARNING)

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Whoever has registered would hear nothing of it: such an event can only be cancelled."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        for event in registered_for(objs):
            text = gettext("People have registered for %(event)s. Cancel it: then they are told.")
            protected.append(text % {"event": event})
        return shown, counts, lacking, protected

    def delete_model(self, request: HttpRequest, obj: Event) -> None:
        self.delete_queryset(request, Event.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Somebody may have registered since the page asked."""
        with transaction.atomic():
            events = list(queryset.order_by("pk"))
            for event in events:
                seats_in_line(event)
            if registered_for(events):
                raise PermissionDenied(gettext("Somebody has registered meanwhile."))
            super().delete_queryset(request, queryset)

    @admin.display(description=_("other agencies"))
    def other_agencies(self, event: Event) -> str:
        others = getattr(event, "others", [])
        return "; ".join(f"{role.agency}: {role.get_role_display()}" for role in others)

    @admin.display(description=_("attendees"))
    def attendee_list(self, event: Event) -> str:
        url = reverse("admin:events_attendee_changelist")
        return format_html('<a href="{}?event={}">{}</a>', url, event.pk, _("See the list"))
