"""What organizers wrote at their desk, as staff see it: reports and letters, to read only."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.models import Letter, Photo, Report
from nightout.staffroom import Group

from .attendee import EventFilter, OfOwnEvents


class WrittenAtTheDesk(OfOwnEvents):
    group = Group.EVENTS
    list_filter = (EventFilter,)
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Report | Letter | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Report | Letter | None = None
    ) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(WrittenAtTheDesk):
    place = 7
    list_display = ("event", "held", "estimate", "how", "photos", "written_by", "written_at")
    list_select_related = ("event", "written_by")
    ordering = ("-pk",)
    fields = (
        *("event", "held", "estimate", "how", "visits", "notes"),
        *("photos", "written_by", "written_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        of_event = Photo.objects.filter(event=OuterRef("event")).order_by().values("event")
        number = Subquery(of_event.annotate(number=Count("pk")).values("number"))
        return super().get_queryset(request).annotate(photo_count=Coalesce(number, 0))

    @admin.display(description=_("photos"))
    def photos(self, report: Report) -> int:
        return report.photo_count


@admin.register(Letter)
class LetterAdmin(WrittenAtTheDesk):
    place = 8
    list_display = ("subject", "event", "audience", "by", "at")
    list_select_related = ("event", "by")
    ordering = ("-pk",)
    fields = ("event", "audience", "subject", "text", "written_in", "by", "at")
