"""The same resources in other formats, by suffix, outside the language prefix."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
