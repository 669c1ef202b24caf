from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, Membership, Role


class Group(models.TextChoices):
    """The headings of the first page, in their order."""

    EVENTS = "events", _("What happens")
    INCIDENTS = "incidents", _("What happened")
    SOURCES = "sources", _("Sources")
    PEOPLE = "people", _("Agencies and people")
    PLACES = "places", _("Places")
    LOG = "log", _("People’s data log")


def holds(user: User, *roles: Role) -> bool:
    """Whether the person has one of the roles at any agency; a coordinator has them all.

    Asked many times for one page, so the answer is kept with the request's user.
    """
    if user.is_coordinator:
        return True
    if not hasattr(user, "_roles_held"):
        held = Membership.objects.filter(user=user).values_list("role", flat=True)
        user._roles_held = frozenset(held) if user.is_active else frozenset()
    return not user._roles_held.isdisjoint(roles)


class Choices(AutocompleteJsonView):
    """What a field offers while one types, each called as the choice of it is."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.choice_label(obj)}


class StaffRoom(AdminSite):
    site_title = _("Nightout: staff room")
    site_header = _("Nightout: staff room")
    index_title = _("Staff room")
    empty_value_display = "–"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_staff and holds(user, *EDITORS)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # Postgres cannot hold NUL, and a filter would ask for it only after all checks.
            if any("\x00" in value for _name, values in request.GET.lists() for value in values):
                return HttpResponseBadRequest("NUL is no text.\n", content_type="text/plain")
            return inner(request, *args, **kwargs)

        return guarded

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without the redirect to any object's page by its number: it asks nobody's rights."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Choices.as_view(admin_site=self)(request)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        index = reverse("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(index)
        if request.user.is_authenticated:
            return render(request, "admin/no_entry.html", status=403)
        return redirect_to_login(request.GET.get("next", index), settings.LOGIN_URL)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict | None = None
    ) -> HttpResponse:
        return redirect("admin:index")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """By what a person looks for, not by the program's modules."""
        apps = self._build_app_dict(request).values()
        entries = {entry["model"]: entry for app in apps for entry in app["models"]}
        groups = []
        for group in Group:
            found = [
                (model_admin.place, [entries[model], *_further(model_admin, request)])
                for model, model_admin in self._registry.items()
                if model in entries and model_admin.group == group
            ]
            if found:
                groups.append(
                    {
                        "name": group.label,
                        "app_label": group.value,
                        "app_url": reverse("admin:index"),
                        "has_module_perms": True,
                        "models": [
                            entry
                            for _place, listed in sorted(found, key=lambda x: x[0])
                            for entry in listed
                        ],
                    }
                )
        return groups


def _further(model_admin: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "object_name": url.rstrip("/").rpartition("/")[2],
            "admin_url": url,
            "add_url": None,
            "view_only": True,
        }
        for name, url in model_admin.further_pages(request)
    ]
