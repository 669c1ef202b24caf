"""The outbox as staff see it: what waits, what could not be delivered. It names nobody."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.mailing.delivery import Moot
from events.models import Message
from nightout.staffroom import Group, ScopedAdmin

from .attendee import EventFilter

MOOT = Q(trouble__startswith="moot:")


class State(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("given_up", _("given up")),
            ("waiting", _("waiting")),
            ("sent", _("sent")),
            ("moot", _("no longer needed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        match self.value():
            case "given_up":
                return queryset.filter(given_up_at__isnull=False).exclude(MOOT)
            case "waiting":
                return queryset.filter(sent_at__isnull=True, given_up_at__isnull=True)
            case "sent":
                return queryset.filter(sent_at__isnull=False)
            case "moot":
                return queryset.filter(MOOT, given_up_at__isnull=False)
        return queryset


class EventOfMailFilter(EventFilter):
    path = "attendee__event"


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    group = Group.EVENTS
    place = 6
    list_display = ("kind", "event", "state", "trouble_in_words", "created_at")
    list_select_related = ("attendee__event", "letter")
    list_filter = (State, EventOfMailFilter, "kind")
    ordering = ("-pk",)
    actions = ("try_again",)
    fields = (
        *("kind", "event", "to_whom", "letter", "day", "state", "tries", "trouble_in_words"),
        *("created_at", "due_at", "sent_at", "given_up_at"),
    )

    # Mails are written by the program, and kept for whoever asks what was sent.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """With all tries anew; what is sent already stays so."""
        stuck = self.managed_by(request.user).filter(
            pk__in=list(queryset.values_list("pk", flat=True)), sent_at__isnull=True
        )
        number = stuck.update(given_up_at=None, tries=0, due_at=timezone.now(), trouble="")
        text = ngettext("%(n)d mail is tried again.", "%(n)d mails are tried again.", number)
        self.message_user(request, text % {"n": number}, messages.SUCCESS)

    @admin.display(description=_("event"))
    def event(self, message: Message) -> str:
        return str(message.attendee.event)

    @admin.display(description=_("to"))
    def to_whom(self, message: Message) -> str:
        """Who it is stands on their own page, where the reading is noted."""
        page = reverse("admin:events_attendee_change", args=[message.attendee_id])
        return format_html('<a href="{}">{}</a>', page, _("open the attendee"))

    @admin.display(description=_("state"))
    def state(self, message: Message) -> str:
        if message.sent_at:
            return str(_("sent"))
        if message.given_up_at is None:
            return str(_("waiting"))
        is_moot = message.trouble.startswith("moot:")
        return str(_("no longer needed") if is_moot else _("given up"))

    @admin.display(description=_("what went wrong"))
    def trouble_in_words(self, message: Message) -> str:
        prefix, _colon, reason = message.trouble.partition(": ")
        return str(Moot(reason).label) if prefix == "moot" else message.trouble or "–"
