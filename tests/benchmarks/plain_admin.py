"""Django's admin as one would first write it, over the same models: the limit to stay away from."""

from django.contrib import admin
from django.urls import path

from events.models import Attendee, Event
from nightout import urls

site = admin.AdminSite(name="plain")


@admin.register(Event, site=site)
class PlainEvents(admin.ModelAdmin):
    list_display = ("title", "start_date", "start_time", "city", "campaign", "publication")
    list_filter = ("publication", "status", "campaign")
    search_fields = ("title", "city__name")
    date_hierarchy = "start_date"
    list_per_page = 50


@admin.register(Attendee, site=site)
class PlainAttendees(admin.ModelAdmin):
    list_display = ("name", "event", "adults", "children", "email", "phone", "status")
    list_filter = ("status", "came_from")
    search_fields = ("name", "email")
    list_per_page = 50


urlpatterns = [path("plain/", site.urls), *urls.urlpatterns]
