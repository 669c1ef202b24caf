import re

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.audit.models import Entry
from nightout.staffroom import DateDrillDown, Group, ScopedAdmin, holds, own_agencies

# By address: this floor knows no incidents.
INCIDENT = re.compile(r"\bincident (\d{1,18})\b", re.IGNORECASE)


class WhenFilter(DateDrillDown):
    title = _("when")
    column = "at"


@admin.register(Entry)
class EntryAdmin(ScopedAdmin):
    """Read only: managers see who read or took the data of their agency's people."""

    group = Group.LOG
    list_display = ("at", "who", "verb", "of_what", "count")
    rows_called = (_("entry"), _("entries"))
    list_display_links = None
    list_filter = (WhenFilter, "verb")
    search_fields = ("who", "target")
    actions = None

    def managed_by(self, user: User) -> QuerySet[Entry]:
        if user.is_coordinator:
            return Entry.objects.all()
        own = Q()
        for agency in own_agencies(user, *MANAGERS).values_list("pk", flat=True):
            own |= Q(agencies__contains=[agency])
        return Entry.objects.filter(own) if own else Entry.objects.none()

    @admin.display(description=_("of what"))
    def of_what(self, entry: Entry) -> str:
        found = INCIDENT.search(entry.target)
        if found is None:
            return entry.target
        page = reverse("admin:incidents_incident_change", args=[found[1]])
        return format_html('<a href="{}">{}</a>', page, entry.target)

    def has_view_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return holds(request.user, *MANAGERS) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False
