"""What the script of the door says, and the files that it keeps on the phone."""

from datetime import time

from django.conf import settings
from django.templatetags.static import static
from django.utils.dateformat import time_format
from django.utils.translation import gettext as _

MODULES = ("store", "parties", "sync", "view", "scan", "keep")


def door_files() -> dict[str, object]:
    modules = {name: static(f"door/{name}.js") for name in MODULES}
    return {
        "modules": modules,
        # The decoder's two files name each other as they are published.
        "decoder": [f"{settings.STATIC_URL}qr/{name}.js" for name in ("decode", "index")],
        "kept": [
            *modules.values(),
            *(static(name) for name in ("door.js", "door/leaving.js", "door.css", "nightout.css")),
            *(static(name) for name in ("uswds/uswds.css", "uswds/icons.svg", "favicon.svg")),
        ],
    }


def door_words() -> dict[str, str]:
    """{n}, {of}, {who}, {when}, {why} and {name} are filled in by the script."""
    return {**_who_is_there(), **_whom_one_looks_for(), **_how_the_phone_stands()}


def _who_is_there() -> dict[str, str]:
    return {
        "present": _("Present: {n} of {of}"),
        "notThere": _("Not here yet"),
        "adult": _("1 adult"),
        "adults": _("{n} adults"),
        "child": _("1 child"),
        "children": _("{n} children"),
        "noChildren": _("no children"),
        "byYou": _("Marked by you at {when}"),
        "byOther": _("Marked by {who} at {when}"),
        "alsoBy": _("{name}: {who} marked them too, at {when}."),
        "waits": _("on the waiting list"),
        "cancelled": _("cancelled"),
        "letInWaiting": _("They are on the waiting list. Let them in all the same?"),
        "letInCancelled": _("They had cancelled. Let them in all the same?"),
        "letInOne": _("Let in: 1 person"),
        "letIn": _("Let in: {n} people"),
        "hereOne": _("Here"),
        "here": _("All {n} are here"),
        "takenBack": _("Taken back. {name}: not here."),
        "takenBackButThere": _("Your mark is taken back. {who} marked them at {when}."),
        "walkIn": _("Walk-in"),
        "addOne": _("Add: 1 person is here"),
        "add": _("Add: {n} people are here"),
        "plain": "{text}",
        "added": _("Added. Present: {n}"),
        "morning": time_format(time(1), "a"),
        "afternoon": time_format(time(13), "a"),
    }


def _whom_one_looks_for() -> dict[str, str]:
    return {
        "typeTwo": _("Type two letters of a name."),
        "justMarked": _("Just marked"),
        "oneFound": _("1 found"),
        "found": _("{n} found"),
        "noneFound": _("Nobody of this name is on the list. Add them as a walk-in?"),
        "tooMany": _("There are {n} more. Type another letter."),
        "scanning": _("Hold the code of the mail before the camera."),
        "noCamera": _(
            "The camera cannot be used here. Type the name, or read the code with the phone's own "
            "camera app."
        ),
        "codeUnknown": _("This code is not of this event. Look for the name."),
        "codeWrong": _("This code does not fit the list. Look for the name."),
    }


def _how_the_phone_stands() -> dict[str, str]:
    return {
        "loading": _("The list is loading."),
        "noList": _("No signal, and the list is not on this phone yet. Walk-ins can be added."),
        "noSignal": _("No signal."),
        "listOf": _("The list is of {when}."),
        "oneWaits": _("No signal: 1 mark waits on this phone. It is sent when there is signal."),
        "manyWait": _(
            "No signal: {n} marks wait on this phone. They are sent when there is signal."
        ),
        "sending": _("Sending."),
        "allSent": _("All sent at {when}."),
        "upToDate": _("The list is up to date."),
        "signInForOne": _("Sign in again to send 1 mark."),
        "signInForMany": _("Sign in again to send {n} marks."),
        "signIn": _("Sign in again to see what others mark."),
        "trouble": _("The site does not answer as it should. We try again in a moment."),
        "oneKept": _("1 mark waits on this phone."),
        "manyKept": _("{n} marks wait on this phone."),
        "gone": _("You no longer look after this event. Its list was removed from this phone."),
        "ofAnother": _(
            "Marks of somebody else wait on this phone. They are sent when that person signs in."
        ),
        "elsewhere": _("Marks of another event wait on this phone. Open its door to send them."),
        "another": _("Somebody else has signed in on this phone. Reload the page."),
        "refused": _("{name}: the mark was not taken. {why}"),
        "ready": _("Works without signal."),
        "notReady": _("Do not close this page: it is not kept on this phone yet."),
        "cannotKeep": _(
            "This browser keeps nothing, so marks need signal. Leave the private window, if it is one."
        ),
        "notKept": _("The phone could not write that down: its memory may be full. Use paper."),
    }
