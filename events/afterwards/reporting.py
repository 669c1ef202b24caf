"""What an organizer says after the night: people counted, how it went, pictures."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.afterwards.photographs import made_anew
from events.models import Event, HeadCount, Photo, Report
from nightout.accounts.models import User

MOST_PHOTOS = 12  # of an event
SENT_TWICE = timedelta(minutes=2)  # the same number again within this time is one sent twice
REPORTED = ("held", "estimate", "how", "visits", "notes")


class ChangedMeanwhile(Exception):
    """Somebody else has written since this was opened; `now` is what stands there."""

    def __init__(self, now: Report) -> None:
        super().__init__()
        self.now = now


def locked(event: Event) -> Event:
    """Of two who write at once, the second waits; whoever registers does not."""
    return Event.objects.select_for_update(no_key=True).only("pk").get(pk=event.pk)


# Head-counts


def add_head_count(count: HeadCount) -> None:
    """Keep it; once, where it was sent twice."""
    count.counted_at = count.counted_at or timezone.now().replace(second=0, microsecond=0)
    about_then = (count.counted_at - SENT_TWICE, count.counted_at + SENT_TWICE)
    with transaction.atomic():
        locked(count.event)
        same = count.event.head_counts.filter(
            people=count.people, how=count.how, counted_by=count.counted_by
        )
        if not same.filter(counted_at__range=about_then).exists():
            count.save()


def entered_by(user: User, event: Event) -> QuerySet[HeadCount]:
    """The head-counts that this person entered, as the history tells."""
    return event.head_counts.filter(
        history__pgh_label="insert", history__pgh_context__metadata__user=user.pk
    )


def delete_head_count(count: HeadCount, *, by: User) -> None:
    """Only one's own: of another's number one can but say a better one. The history keeps it."""
    if not entered_by(by, count.event).filter(pk=count.pk).exists():
        raise PermissionDenied
    count.delete()


# The report


def stamp(report: Report | None) -> str:
    """Which version somebody saw; empty for none."""
    return report.written_at.isoformat() if report and report.written_at else ""


def save_report(report: Report, *, seen: str, by: User) -> bool:
    """Keep it where nobody has written since `seen`; False where it says nothing new."""
    with transaction.atomic():
        locked(report.event)
        stored = Report.objects.select_related("written_by").filter(event=report.event).first()
        told = stored or Report(event=report.event)
        if all(getattr(told, name) == getattr(report, name) for name in REPORTED):
            return False
        if stamp(stored) != seen:
            raise ChangedMeanwhile(stored or told)
        report.pk, report.written_by = told.pk, by
        report.save()
    return True


# Photos


def add_photo(*, event: Event, upload: UploadedFile, by: User) -> Photo:
    """Keep what the file shows.

    Raises ValidationError, in words fit for a page: `full`, `again`, and those of `made_anew`.
    """
    _check_room(event)
    picture = made_anew(upload)
    with transaction.atomic():
        locked(event)
        _check_room(event)
        if event.photos.filter(jpeg=picture.jpeg).exists():
            raise ValidationError(_("It is here already."), code="again")
        return event.photos.create(
            jpeg=picture.jpeg, width=picture.width, height=picture.height, added_by=by
        )


def _check_room(event: Event) -> None:
    if event.photos.count() >= MOST_PHOTOS:
        text = _("There are %(most)d photos already. Delete one first.")
        raise ValidationError(text % {"most": MOST_PHOTOS}, code="full")


def say_what_it_shows(photo: Photo, *, caption: str, before: str) -> bool:
    """False where somebody else has said so meanwhile: then theirs stands."""
    still = Photo.objects.filter(pk=photo.pk, caption__in=(before, caption))
    return still.update(caption=caption) == 1
