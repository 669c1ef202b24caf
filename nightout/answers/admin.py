from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nightout.answers.models import Answer
from nightout.staffroom import Group, ScopedAdmin


@admin.register(Answer)
class AnswerAdmin(ScopedAdmin):
    """Chosen among events and incidents that this person manages: both, or neither."""

    group = Group.INCIDENTS
    place = 2
    list_display = ("event", "incident", "kind", "agreed_on", "agreed_by")
    list_select_related = ("event", "incident")
    list_filter = ("kind",)
    search_fields = ("event__title",)
    ordering = ("-agreed_on", "-pk")
    autocomplete_fields = ("event", "incident")
    radio_fields = {"kind": admin.VERTICAL}
    fieldsets = (
        (None, {"fields": ("event", "incident", "kind")}),
        (_("The family’s word"), {"fields": (("agreed_on", "agreed_by"), "note")}),
    )

    def further_pages(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [*super().further_pages(request), (_("Coverage"), reverse("coverage"))]

    def save_model(self, request: HttpRequest, obj: Answer, form: Any, change: bool) -> None:
        if not change:
            obj.added_by = request.user
        super().save_model(request, obj, form, change)
