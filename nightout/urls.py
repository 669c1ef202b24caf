"""The street map. English has no prefix; /es/ and /ht/ do. Machine formats have none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from events.door.views import door_worker
from nightout import mails, search, sitemaps, suggestions, views
from nightout.accounts.views import PasswordChange, SignIn
from nightout.coverage import views as coverage

staff = admin.site.admin_view

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:name>.xml", sitemaps.file, name="sitemap-file"),
    path("door-worker.js", door_worker, name="door-worker"),
    path("mails/", mails.mail_list, name="mails"),
    path("mails/<slug:name>/", mails.mail, name="mail"),
    path("mails/<slug:name>/html/", mails.mail_html, name="mail-html"),
    path("mails/<slug:name>/<int:number>/", mails.mail_part, name="mail-part"),
    path("suggest.json", suggestions.suggest, name="suggest"),
    path("organize/", include("events.urls_files")),
    path("", include("events.urls_formats")),
    path("", include("incidents.urls_formats")),
]

urlpatterns += i18n_patterns(
    path("admin/coverage/", staff(coverage.page), name="coverage"),
    path("admin/coverage.csv", staff(coverage.gaps_file), name="coverage-csv"),
    path("admin/coverage-events.csv", staff(coverage.events_file), name="coverage-events-csv"),
    path("admin/", admin.site.urls),
    path("", views.home, name="home"),
    path("search/", search.search, name="search"),
    path("cities/", views.cities, name="city-list"),
    path("cities/<slug:slug>/", views.city, name="city"),
    path("agencies/<slug:slug>/", views.agency, name="agency"),
    path("", include("events.urls")),
    path("incidents/", include("incidents.urls")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accounts/login/", SignIn.as_view(), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("accounts/password/", PasswordChange.as_view(), name="password_change"),
    path(
        "accounts/password/done/",
        auth.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    prefix_default_language=False,
)
