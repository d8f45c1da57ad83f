"""Template tags of the design system: drawings, and components that hold content."""

from functools import cache
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw one symbol of static/icons.svg; without a label it is hidden from screen readers."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            _address(name),
        )
    return _hidden(name)


@cache
def _hidden(name: str) -> SafeString:
    # A page of mentions has five hundred of them.
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', _address(name)
    )


def _address(name: str) -> str:
    return f"{static('icons.svg')}#{name}"


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: SafeString, template_name: str, **variables: Any) -> SafeString:
    """Render a component around what stands between `{% wrap "…" x=y %}` and `{% endwrap %}`.

    The inside is rendered in the page's own context and reaches the component as `content`.
    """
    assert context.template is not None  # a tag is only ever rendered by a template
    component = context.template.engine.get_template(template_name)
    return component.render(context.new({"content": content, **variables}))


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word: "Jana von Berg" gives "JB"."""
    words = str(name).replace("@", " ").split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
