from django.urls import path

from incidents import views

urlpatterns = [
    path("", views.incident_list, name="incident-list"),
    path("<int:pk>/", views.incident, name="incident"),
]
