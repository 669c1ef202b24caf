from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture beside words: it says nothing that the words do not."""
    return format_html(
        '<svg class="usa-icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("uswds/icons.svg"),
        name,
    )


@register.filter
def item(mapping: dict[object, object], key: object) -> object | None:
    """The mapping's value for a key that only the template knows."""
    return mapping.get(key)
