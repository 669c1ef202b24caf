from django.contrib.admin import AdminSite


class StaffRoom(AdminSite):
    pass
