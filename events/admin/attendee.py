from functools import partial
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.forgetting import forgetting
from events.attendance import announcing_changes, promote, seats_in_line
from events.forms import AttendeeForm, PartyForm, PartyFormSet
from events.models import (
    Attendee,
    AttendeeStatus,
    CameFrom,
    Event,
    EventAgency,
    HeadCount,
    MessageKind,
)
from events.models.choices import HOSTING
from events.notifications import tell
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.audit.models import Verb, record
from nightout.staffroom import Group, InUse, ScopedAdmin, ScopedTable, holds
from nightout.staffroom.scoped import is_key

FORGETTING = "events_attendee_forgetting"  # the name of the page's address
MOST_INLINE = 100  # attendees in an event's own form; more have their list
TOLD_OF = ("name", "adults", "children", "email", "phone", "status", "access_needs")
TOLD_WHEN = {
    AttendeeStatus.ATTENDING: MessageKind.PROMOTED,
    AttendeeStatus.WAITLISTED: MessageKind.CHANGED,
    AttendeeStatus.CANCELLED: MessageKind.CANCELLED,
}


def note_reading(request: HttpRequest, target: str, count: int, events: set[int]) -> None:
    """In the people's data log: who read which list, of whose event."""
    hosts = EventAgency.objects.filter(event__in=events, role__in=HOSTING)
    agencies = sorted(set(hosts.values_list("agency", flat=True)))
    record(by=request.user, verb=Verb.READ, target=target, count=count, agencies=agencies)


def keep(attendee: Attendee) -> None:
    """Save what a form says about somebody, and tell them. Their places are for the caller.

    Rows of one form are one change: nothing is promoted between them, or who waits would be given
    a place that the next row takes. The form made sure that all of them fit, and holds the lock.
    """
    before = Attendee.objects.filter(pk=attendee.pk).values(*TOLD_OF).first()
    if before is None:
        attendee.came_from = CameFrom.STAFF
    attendee.save()
    now = {name: getattr(attendee, name) for name in TOLD_OF}
    if before is None and not attendee.is_cancelled:
        tell(attendee, MessageKind.CONFIRMATION)
    elif before and before["status"] != attendee.status:
        tell(attendee, TOLD_WHEN[attendee.status])
    elif before and before != now:
        tell(attendee, MessageKind.CHANGED)


class PartyInline(ScopedTable):
    model = Attendee
    form, formset = PartyForm, PartyFormSet
    fields = ("name", "adults", "children", "email", "phone", "status", "access_needs", "note")
    ordering = ("sort_name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attendee]:
        """Who is forgotten has no name, and a form would ask for one."""
        return super().get_queryset(request).remembered()


class HeadCountInline(ScopedTable):
    model = HeadCount


class EventFilter(InUse):
    """Events of one's own; the list of one event is sorted by surname."""

    title = _("event")
    parameter_name = "event"
    path = "event"

    def offered(self, request: HttpRequest, model_admin: Any, related: QuerySet) -> QuerySet:
        """The latest: to look through a million attendees for their events takes too long."""
        return related.order_by(*Event._meta.ordering)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.chosen()
        if chosen and not Event.objects.managed_by(request.user).filter(pk=chosen).exists():
            return queryset.none()
        return super().queryset(request, queryset)


class OfOwnEvents(ScopedAdmin):
    autocomplete_fields = ("event",)

    def managed_by(self, user: User) -> QuerySet:
        rows = self.model._default_manager.all()
        if user.is_coordinator:
            return rows
        return rows.filter(event__in=Event.objects.managed_by(user))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whoever registered for one event did not register for another."""
        return ("event", *self.readonly_fields) if obj else self.readonly_fields


@admin.register(Attendee)
class AttendeeAdmin(OfOwnEvents):
    form = AttendeeForm
    group = Group.EVENTS
    place = 4
    list_display = ("called", "adults", "children", "status", "event", "email", "phone", "present")
    list_select_related = ("event",)
    list_filter = (EventFilter, "status", "came_from")
    search_fields = ("sort_name", "email")
    search_help_text = _("By name or e-mail.")
    readonly_fields = ("came_from", "registered_at", "present_at", "present_by_whom")
    fieldsets = (
        (None, {"fields": ("event", "name", ("adults", "children"), "status")}),
        (_("To reach them"), {"fields": (("email", "phone"),)}),
        (_("For the day"), {"fields": ("access_needs", "note")}),
        (
            _("How it came"),
            {"fields": ("came_from", "registered_at", "present_at", "present_by_whom")},
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        page = partial(forgetting, site=self.admin_site)
        guarded = self.admin_site.admin_view(page)
        return [path("forgetting/", guarded, name=FORGETTING), *super().get_urls()]

    def further_pages(self, request: HttpRequest) -> list[tuple[str, str]]:
        if not holds(request.user, *MANAGERS):
            return []
        return [(gettext("Forgetting"), reverse(f"admin:{FORGETTING}"))]

    def has_change_permission(self, request: HttpRequest, obj: Attendee | None = None) -> bool:
        """Nothing is written any more about who is forgotten."""
        forgotten = obj is not None and obj.forgotten_at is not None
        return not forgotten and super().has_change_permission(request, obj)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Both orders have an index: by surname within one event, else newest first."""
        return ("sort_name", "pk") if "event" in request.GET else ("-pk",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """The event is not told in each row of its own list."""
        told = "event" not in request.GET
        return tuple(name for name in self.list_display if told or name != "event")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Attendee], search_term: str
    ) -> tuple[QuerySet[Attendee], bool]:
        return queryset.named_like(search_term), False

    def get_fieldsets(self, request: HttpRequest, obj: Attendee | None = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:-1]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        sees_forgetting = holds(request.user, *MANAGERS)
        context = {"sees_forgetting": sees_forgetting, **(extra_context or {})}
        response = super().changelist_view(request, context)
        shown = getattr(response, "context_data", None) or {}
        if rows := list(getattr(shown.get("cl"), "result_list", [])):
            events = {row.event_id for row in rows}
            title = str(rows[0].event) if len(events) == 1 else gettext("several events")
            note_reading(request, gettext("Attendees: %s") % title, len(rows), events)
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Attendee | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        self._note_one(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        self._note_one(request, response.context_data["object"])
        return response

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """The page that asks before deleting names them."""
        events = {attendee.event_id for attendee in objs}
        note_reading(request, gettext("Attendees, before deleting"), len(objs), events)
        return super().get_deleted_objects(objs, request)

    def _note_one(self, request: HttpRequest, obj: Attendee | None) -> None:
        if obj and obj.pk:
            title = gettext("An attendee: %s") % obj.event
            note_reading(request, title, 1, {obj.event_id})

    # Whatever staff save or delete waits in line with those who register, and frees places.

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST" and object_id and is_key(object_id):
                for event in Event.objects.filter(attendees=object_id):
                    seats_in_line(event)  # before the row is read that will be written
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Attendee, form: Any, change: bool) -> None:
        put_in_line = obj.is_waiting and "status" in form.changed_data
        keep(obj)
        promote(event=obj.event, but=obj if put_in_line else None)

    def delete_model(self, request: HttpRequest, obj: Attendee) -> None:
        self.delete_queryset(request, Attendee.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Attendee]) -> None:
        with transaction.atomic():
            events = Event.objects.filter(pk__in=queryset.order_by().values("event"))
            with announcing_changes(list(events)):
                super().delete_queryset(request, queryset)

    @admin.display(description=_("name"))
    def called(self, attendee: Attendee) -> str:
        return str(attendee)

    @admin.display(description=_("present"), boolean=True)
    def present(self, attendee: Attendee) -> bool:
        return attendee.present_at is not None

    @admin.display(description=_("presence noted by"))
    def present_by_whom(self, attendee: Attendee) -> str:
        return (attendee.present_by.name if attendee.present_by else "") or "–"


@admin.register(HeadCount)
class HeadCountAdmin(OfOwnEvents):
    group = Group.EVENTS
    place = 5
    list_display = ("people", "how", "event", "counted_by", "counted_at")
    list_select_related = ("event",)
    list_filter = (EventFilter, "how")
    search_fields = ("counted_by",)
    ordering = ("-pk",)
