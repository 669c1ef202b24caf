from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.editions import copy_campaign
from events.forms import CampaignForm, CopyCampaignForm
from events.models import Activity, Campaign
from nightout.staffroom import Group, SharedAdmin


@admin.register(Campaign)
class CampaignAdmin(SharedAdmin):
    form = CampaignForm
    group = Group.EVENTS
    place = 2
    list_display = ("name", "programme", "date", "edition", "rule", "is_sample")
    list_filter = ("rule", "is_sample")
    search_fields = ("name",)
    ordering = ("-date", "name")
    actions = ("copy_to_new_edition",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "programme",
                    "name",
                    ("date", "rule"),
                    "edition",
                    "is_sample",
                    "inference",
                )
            },
        ),
        (_("Address on the site"), {"fields": ("slug",), "classes": ("collapse",)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Campaign | None = None) -> tuple:
        """What was made up stays marked as such, and what was announced is no sample."""
        return ("slug", "is_sample") if obj else ()

    def view_on_site(self, obj: Campaign) -> str:
        return obj.get_absolute_url()

    @admin.action(description=_("Copy to a new edition, with its events"), permissions=["add"])
    def copy_to_new_edition(
        self, request: HttpRequest, queryset: QuerySet[Campaign]
    ) -> HttpResponse | None:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if queryset.count() != 1:
            self.message_user(request, gettext("Choose one campaign."), messages.ERROR)
            return None
        campaign = queryset.get()
        proposed = {"date": campaign.date_in(campaign.date.year + 1)}
        form = CopyCampaignForm(request.POST if "apply" in request.POST else None, initial=proposed)
        if form.is_valid():
            try:
                copy = copy_campaign(campaign=campaign, by=request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                text = gettext("%(name)s is made; its events are drafts now.")
                self.message_user(request, text % {"name": copy}, messages.SUCCESS)
                events = reverse("admin:events_event_changelist")
                return redirect(f"{events}?campaign={copy.pk}")
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Copy to a new edition"),
            "opts": self.opts,
            "action": "copy_to_new_edition",
            "rows": [campaign],
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/events/copy.html", context)


@admin.register(Activity)
class ActivityAdmin(SharedAdmin):
    group = Group.EVENTS
    place = 3
    list_display = ("name", "name_es", "name_ht", "category")
    list_filter = ("category",)
    search_fields = ("name_folded", "name_es", "name_ht")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
