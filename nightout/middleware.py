from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Switch off what no page of ours uses; position only for "near me", when asked.

    The page at the door asks for the camera, and says so itself.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), payment=(), geolocation=(self)"
        )
        return response

    return middleware


def form_charset(get_response: GetResponse) -> GetResponse:
    """Refuse forms that are not UTF-8: Django 5.2 answers them with a crash.

    Every browser sends our forms as UTF-8, so only a hostile client sees this.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = request.content_params.get("charset", "utf-8").lower()
        if charset != "utf-8":
            return HttpResponseBadRequest("Send the form as UTF-8.\n", content_type="text/plain")
        return get_response(request)

    return middleware
