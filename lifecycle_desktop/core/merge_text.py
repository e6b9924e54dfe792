"""Ready text with merge fields: `{{ first_name }}` filled in, `{% if … %}` followed, nothing else carried out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lifecycle_desktop.core.errors import NotUnderstood, UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened

LONGEST_TEMPLATE = 20_000
LONGEST_OUTPUT = 20_000
DEEPEST = 24
FILTERS = ("capitalize", "default", "lower", "trim", "upper")

# What a letter needs. Without loops, calls and arithmetic the work grows with the length of the template only,
# and nothing in it can reach beyond the fields.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Filter,
)  # fmt: skip


@dataclass(frozen=True)
class Merged:
    """A text with its fields filled in; `empty` names the fields that stand in it and hold nothing."""

    text: str
    empty: tuple[str, ...] = ()


def check_template(template: str, names: Collection[str]) -> None:
    """Raise `NotUnderstood`, naming the line, for a template that cannot be filled from fields of these names."""
    _checked(template, names)


def merge(template: str, fields: Mapping[str, str]) -> Merged:
    """The template with the fields filled in; what the fields hold is never read as a template.

    A field that is known and empty leaves nothing, and counts as no in `{% if %}` and `or`. Raises
    `NotUnderstood`, naming the line, for anything but fields, conditions and plain filters, and `UserError`
    for a text above 20,000 characters.
    """
    tree = _checked(template, fields)
    pieces: list[str] = []
    left = LONGEST_OUTPUT
    for piece in _environment().from_string(tree).generate(dict(fields)):
        left -= len(piece)
        if left < 0:
            raise UserError(
                _("The text with its fields filled in is longer than {n} characters.").format(
                    n=LONGEST_OUTPUT
                ),
                _("Shorten the text or what the fields hold."),
            )
        pieces.append(piece)
    bare = {
        each.name
        for output in tree.find_all(nodes.Output)
        for each in output.nodes
        if isinstance(each, nodes.Name)
    }
    return Merged("".join(pieces), tuple(sorted(name for name in bare if not fields[name])))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, cache_size=0
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def _checked(template: str, names: Collection[str]) -> nodes.Template:
    if len(template) > LONGEST_TEMPLATE:
        raise NotUnderstood(
            _("A text with merge fields has at most {n} characters.").format(n=LONGEST_TEMPLATE),
            _("Shorten it."),
        )
    try:
        tree = _environment().parse(template)
    except TemplateSyntaxError as error:
        raise _problem(error.lineno, _("the braces of a field or a condition do not fit together")) from error
    except RecursionError as error:
        raise _problem(1, _("too many conditions stand in one another")) from error
    for node, depth in _walked(tree):
        _check_node(node, names, depth)
    return tree


def _walked(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with how deep it lies; without recursion, which a template could exhaust."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())


def _check_node(node: nodes.Node, names: Collection[str], depth: int) -> None:
    if depth > DEEPEST:
        raise _problem(node.lineno, _("too many conditions stand in one another"))
    if not isinstance(node, _ALLOWED):
        raise _problem(node.lineno, _("only fields, conditions and plain words can stand between braces"))
    if isinstance(node, nodes.Name) and node.name not in names:
        raise _problem(
            node.lineno,
            _("there is no field “{name}”").format(name=shortened(node.name)),
            _("Use one of: {names}.").format(names=", ".join(sorted(names))),
        )
    if isinstance(node, nodes.Filter):
        is_plain = node.node is not None and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if node.name not in FILTERS or not is_plain or len(node.args) > (2 if node.name == "default" else 0):
            raise _problem(
                node.lineno,
                _("“{name}” cannot be used so").format(name=shortened(node.name)),
                _("Use one of: {names}.").format(names=", ".join(FILTERS)),
            )


def _problem(line: int, reason: str, hint: str = "") -> NotUnderstood:
    return NotUnderstood(
        _("The text cannot be filled in: line {line}, {reason}.").format(line=line, reason=reason),
        hint or _("Write a field as {example}.").format(example="{{ first_name }}"),
    )
