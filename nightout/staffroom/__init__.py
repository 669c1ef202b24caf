"""The staff room: Django's admin, scoped by agency. Knows no model of the two apps.

site      who may come in, and how the first page is grouped
scoped    the base of every ModelAdmin and inline: which rows, which choices, which rights
lists     pages with a capped count, filters that read no whole table
inuse     what a list's rows point to, and their years, by steps through an index
forms     dates as far as known, phone numbers, probable duplicates
history   who changed what and when, from the versions that the triggers keep
"""

from .forms import (
    LINK,
    DuplicateWarning,
    SpanForm,
    Twin,
    WordedSpanForm,
    alike,
    phone_number,
    picked,
    tick_given,
    told_once,
)
from .lists import DateDrillDown, InUse
from .scoped import ScopedAdmin, ScopedInline, ScopedStack, ScopedTable, SharedAdmin, own_agencies
from .site import Group, StaffRoom, holds

__all__ = [
    "LINK",
    "DateDrillDown",
    "DuplicateWarning",
    "Group",
    "InUse",
    "ScopedAdmin",
    "ScopedInline",
    "ScopedStack",
    "ScopedTable",
    "SharedAdmin",
    "SpanForm",
    "StaffRoom",
    "Twin",
    "WordedSpanForm",
    "alike",
    "holds",
    "own_agencies",
    "phone_number",
    "picked",
    "tick_given",
    "told_once",
]
