"""Long lists, fifty rows a page, as quick on the last page as on the first.

A page begins where the one before it ended, found by an index and not by counting rows. Where it begins stands in the
address, signed: nobody can use it to ask how an entry lies to a value of one's own choosing. It holds the values of
the columns in ``order`` of a row that was shown, so a list is ordered by what its viewer may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
ROWS = 50
_SALT = "homeward.desk.listing"
_AFTER, _BEFORE = "after", "before"


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows of one page, and the addresses of its neighbours, "" where there is none.

    Args:
        rows: as they stand in the order asked for.
        back_url, next_url: with all filters kept.
        first_url: the same list from its beginning; "" on the first page.
    """

    rows: Sequence[M]
    back_url: str
    next_url: str
    first_url: str

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_of(rows: QuerySet[M], request: HttpRequest, *, order: tuple[str, ...], size: int = ROWS) -> Page[M]:
    """The page of ``rows`` that the address asks for; the first where it asks for none, or for one of another list.

    Args:
        rows: filtered already to what the viewer may see.
        request: its GET parameters are the filters, and stay.
        order: columns, "-" before one that falls; together unique, none of them empty in any row. Where all rise or
            all fall one index on them serves every page.
        size: rows of a page.
    """
    backwards = _BEFORE in request.GET
    start = _start(request.GET.get(_BEFORE) or request.GET.get(_AFTER, ""), order)
    ordered = tuple(_turned(column) for column in order) if backwards else order
    beyond = rows.order_by(*ordered)
    if start is not None:
        beyond = beyond.filter(_beyond(rows.model, ordered, start))
    found = list(beyond[: size + 1])
    is_more = len(found) > size
    shown = found[:size][::-1] if backwards else found[:size]
    if not shown:
        return Page([], "", "", _address(request) if start is not None else "")
    has_back, has_next = (is_more, True) if backwards and start is not None else (start is not None, is_more)
    return Page(
        shown,
        _address(request, _BEFORE, shown[0], order) if has_back else "",
        _address(request, _AFTER, shown[-1], order) if has_next else "",
        _address(request) if start is not None else "",
    )


def _start(text: str, order: tuple[str, ...]) -> list[Any] | None:
    try:
        columns, values = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return list(values) if columns == list(order) else None


def _address(request: HttpRequest, side: str = "", row: Model | None = None, order: tuple[str, ...] = ()) -> str:
    filters = request.GET.copy()
    for key in (_AFTER, _BEFORE):
        filters.pop(key, None)
    if side:
        values = [_text(row, _path(column)) for column in order]
        filters[side] = signing.dumps([list(order), values], salt=_SALT, compress=True)
    return f"{request.path}?{filters.urlencode()}" if filters else request.path


def _text(row: object, path: str) -> object:
    value = attrgetter(path.replace(LOOKUP_SEP, "."))(row)
    return value if isinstance(value, int | float | str) else str(value)


def _beyond(model: type[Model], order: tuple[str, ...], start: Sequence[Any]) -> Func | Q:
    paths = [_path(column) for column in order]
    values = [_value(model, path, text) for path, text in zip(paths, start, strict=True)]
    falls = [column.startswith("-") for column in order]
    if len(set(falls)) == 1:
        # ``(a, b) > (x, y)``, which one index on both columns answers.
        rows = _row(*map(F, paths)), _row(*values)
        sign = " < " if falls[0] else " > "
        return Func(*rows, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())
    beyond = Q()
    for place, (path, value) in enumerate(zip(paths, values, strict=True)):
        alike = reduce(Q.__and__, (Q(**{paths[at]: values[at]}) for at in range(place)), Q())
        beyond |= alike & Q(**{f"{path}__{'lt' if falls[place] else 'gt'}": value})
    return Q(**{f"{paths[0]}__{'lte' if falls[0] else 'gte'}": values[0]}) & beyond


def _row(*parts: F | Value) -> Func:
    return Func(*parts, template="(%(expressions)s)", output_field=BooleanField())


def _value(model: type[Model], path: str, text: object) -> Value:
    field: Field[Any, Any] | None = None
    at: Any = model
    for name in path.split(LOOKUP_SEP):
        fields = {name: one for one in at._meta.get_fields() for name in (one.name, getattr(one, "attname", one.name))}
        field = fields.get(name)
        if field is None:  # a column the query itself works out
            return Value(text)
        at = getattr(field, "related_model", None)
    assert field is not None
    return Value(field.to_python(text), output_field=getattr(field, "target_field", field))


def _path(column: str) -> str:
    return column.removeprefix("-")


def _turned(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"
