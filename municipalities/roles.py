"""A person's roles in bodies and dialogues by one query, for pages that have none to spare."""

from typing import Any

from django.db.models import CharField, F, Value

# Three numbers and then texts, so that both kinds fit into the same columns
ROLES = {
    "memberships": ["id", "user_id", "municipality_id", "role"],
    "staff_roles": ["id", "user_id", "dialogue_id", "kind", "country"],
}
COLUMNS = ["first", "second", "third", "fourth", "fifth"]


def remember_roles(user: Any) -> None:
    """As prefetching `memberships` and `staff_roles`: rules that look at all of hers ask no more."""
    if ROLES.keys() <= getattr(user, "_prefetched_objects_cache", {}).keys():
        return
    rows: dict[str, list[list[Any]]] = {name: [] for name in ROLES}
    for name, *values in all_roles(user):
        rows[name].append(values)
    remembered = getattr(user, "_prefetched_objects_cache", {})
    for name, fields in ROLES.items():
        roles = getattr(user, name).all()
        roles._result_cache = [made(roles, dict(zip(fields, row, strict=False))) for row in rows[name]]
        roles._prefetch_done = True
        remembered[name] = roles
    user._prefetched_objects_cache = remembered


def made(roles: Any, values: dict[str, Any]) -> Any:
    names = [field.attname for field in roles.model._meta.concrete_fields if field.attname in values]
    return roles.model.from_db(roles.db, names, [values[name] for name in names])


def all_roles(user: Any) -> Any:
    parts = []
    for name, fields in ROLES.items():
        values: dict[str, Any] = dict.fromkeys(COLUMNS, Value("", CharField()))
        values |= dict(zip(COLUMNS, map(F, fields), strict=False))
        rows = getattr(user, name).order_by().annotate(of=Value(name, CharField()), **values)
        parts.append(rows.values_list("of", *COLUMNS))
    return parts[0].union(*parts[1:], all=True)
