"""What an event asks besides: add, reword, put in order, retire."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Func, Max, TextField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.attendance import seats_in_line
from events.models import Event, Question
from events.question_forms import QuestionForm, is_answered
from nightout.forms import dressed

from .mine import load_event

MOST_QUESTIONS = 20  # that are asked at once


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, and a form for one more."""
    event = load_event(request.user, slug)
    form = QuestionForm(request.POST or None, instance=Question(event=event))
    if form.is_valid():
        if event.questions.filter(retired=False).count() >= MOST_QUESTIONS:
            text = _("At most %(most)d questions. Retire one first.")
            form.add_error(None, text % {"most": MOST_QUESTIONS})
        else:
            last = event.questions.aggregate(last=Max("place"))["last"]
            form.instance.place = 0 if last is None else last + 1
            form.save()
            messages.success(request, _("The form asks it from now on."))
            return redirect("organize-questions", slug)
    asked = list(event.questions.all())
    answered = answered_of(event)
    context = {
        "event": event,
        "form": dressed(form),
        "asked": [(each, each.pk in answered) for each in asked if not each.retired],
        "retired": [(each, each.pk in answered) for each in asked if each.retired],
    }
    return render(request, "organize/questions.html", context)


def answered_of(event: Event) -> set[int]:
    """The numbers of the questions that somebody answered."""
    number = Func("answers", function="jsonb_object_keys", output_field=TextField())
    return {int(key) for key in event.attendees.values_list(number, flat=True).distinct()}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = load_event(request.user, slug)
    asked = load_question(event, pk)
    form = QuestionForm(request.POST or None, instance=asked)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("organize-questions", slug)
    context = {"event": event, "question": asked, "form": dressed(form)}
    return render(request, "organize/question.html", context)


@login_required
@never_cache
@require_POST
def arrange(request: HttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    event = load_event(request.user, slug)
    asked = load_question(event, pk)
    if verb in ("up", "down"):
        move(asked, by=-1 if verb == "up" else 1)
    elif verb in ("retire", "ask"):
        asked.retired = verb == "retire"
        asked.save(update_fields=["retired"])
        retired = _("It is no longer asked. Its answers stay in the lists.")
        messages.success(request, retired if asked.retired else _("The form asks it again."))
    elif verb == "delete":
        delete(request, asked)
    else:
        raise Http404
    return redirect("organize-questions", slug)


def load_question(event: Event, pk: int) -> Question:
    question = get_object_or_404(event.questions, pk=pk)
    question.event = event
    return question


@transaction.atomic
def move(asked: Question, *, by: int) -> None:
    """One place up or down among those that are asked; at the end it stays where it is."""
    seats_in_line(asked.event)  # who moves another one at the same time waits
    in_order = list(asked.event.questions.filter(retired=False))
    here = in_order.index(asked) if asked in in_order else None
    if here is None or not 0 <= here + by < len(in_order):
        return
    in_order[here], in_order[here + by] = in_order[here + by], in_order[here]
    for place, each in enumerate(in_order):
        if each.place != place:
            each.place = place
            each.save(update_fields=["place"])


@transaction.atomic
def delete(request: HttpRequest, asked: Question) -> None:
    """Only what nobody answered; who registers at the same time waits."""
    seats_in_line(asked.event)
    if is_answered(asked):
        text = _("It has answers, and they would lose their question. Retire it instead.")
        messages.error(request, text)
    else:
        asked.delete()
        messages.success(request, _("Deleted: nobody had answered it."))
