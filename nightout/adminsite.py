from django.contrib.admin.apps import AdminConfig


class NightoutAdminConfig(AdminConfig):
    """The staff room: Django's admin under our own site class."""

    default_site = "nightout.staffroom.StaffRoom"
