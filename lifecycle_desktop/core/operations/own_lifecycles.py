"""Own lifecycle models: a copy to edit, its stages added, renamed, reordered and taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count

from sqlalchemy import Connection, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lifecycle import LONGEST_NAME, Lifecycle, Stage, folded
from lifecycle_desktop.core.model.lifecycle_file import SHIPPED, shipped_lifecycles
from lifecycle_desktop.core.model.own_lifecycle import lifecycle_toml, own_copy, unused_key
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.operations.lifecycles import keep_lifecycle, stage_values
from lifecycle_desktop.core.operations.plans import add_plan_stage
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import KeptLifecycle, kept_lifecycle
from lifecycle_desktop.core.store.engine import bare

lifecycle_table, stage_table = schema.lifecycle, schema.stage


def copy_lifecycle(connection: Connection, source: Lifecycle, name: str, moment: Moment) -> str:  # noqa: ARG001
    """Make a model of the owner's own out of a copy of `source`; its key.

    If `source` is the active model, the copy takes its place with all that hangs on it: everybody stays
    where they are, plans and history are kept, and the original can be chosen again as it ships. Else
    the copy is one more model to choose.
    """
    keys, names = _taken(connection)
    title = _checked_name(name, names)
    kept = kept_lifecycle(bare(connection), source.key)
    if kept is not None and _is_active(connection, kept):
        copy = own_copy(kept.lifecycle, title, keys)
        connection.execute(
            update(lifecycle_table)
            .where(lifecycle_table.c.id == kept.lifecycle_id)
            .values(key=copy.key, name=copy.name, definition=lifecycle_toml(copy))
        )
    else:
        copy = own_copy(source, title, keys)
        keep_lifecycle(connection, copy, lifecycle_toml(copy))
    return copy.key


def rename_lifecycle(connection: Connection, key: str, name: str, moment: Moment) -> bool:  # noqa: ARG001
    """Give an own model another name; False where it has that name already."""
    kept = _own(connection, key)
    _keys, names = _taken(connection)
    title = _checked_name(name, names - {folded(kept.lifecycle.name)})
    if title == kept.lifecycle.name:
        return False
    renamed = lifecycle_toml(replace(kept.lifecycle, name=title))
    connection.execute(
        update(lifecycle_table)
        .where(lifecycle_table.c.id == kept.lifecycle_id)
        .values(name=title, definition=renamed)
    )
    return True


def throw_away_lifecycle(connection: Connection, key: str, moment: Moment) -> None:  # noqa: ARG001
    """Take an own model out of those to choose, unless it is in use.

    Its row and its stages stay for the history and the plans that name them; its key and its name are free again.
    """
    kept = _own(connection, key)
    if _is_active(connection, kept):
        raise NotUnderstood(
            _("You are working with “{name}”, so it cannot be thrown away.").format(name=kept.lifecycle.name),
            _("Change to another lifecycle first."),
        )
    keys, _names = _taken(connection)
    connection.execute(
        update(lifecycle_table)
        .where(lifecycle_table.c.id == kept.lifecycle_id)
        .values(key=unused_key("thrown-away", keys))
    )
    connection.execute(
        update(stage_table).where(stage_table.c.lifecycle_id == kept.lifecycle_id).values(is_retired=1)
    )


def _own(connection: Connection, key: str) -> KeptLifecycle:
    """The model of the owner's own of that key."""
    kept = kept_lifecycle(bare(connection), key) if key else None
    if key in SHIPPED:
        raise NotUnderstood(
            _("A lifecycle that came with the program cannot be changed."), _("Edit a copy of it.")
        )
    if kept is None or not kept.stage_ids:
        raise NotFound(_("That lifecycle is not there any more."))
    return kept


def _checked_name(name: str, taken: Collection[str]) -> str:
    """The name as it is kept; refused where it is empty, too long or one of `taken`, which are folded."""
    title = one_line(name)
    if not 1 <= len(title) <= LONGEST_NAME:
        raise NotUnderstood(
            _("A lifecycle needs a name of at most {n} letters.").format(n=LONGEST_NAME),
            _("Type one, such as “My lifecycle”."),
        )
    if folded(title) in taken:
        raise NotUnderstood(
            _("There is a lifecycle called “{name}” already.").format(name=title), _("Choose another name.")
        )
    return title


def add_template(connection: Connection, template: Lifecycle, moment: Moment) -> str:  # noqa: ARG001
    """Take a lifecycle that was read from a template file among the models to choose; its key.

    Where its name or key is taken it gets a number.
    """
    keys, names = _taken(connection)
    name = template.name
    for number in count(2):
        if folded(name) not in names:
            break
        name = f"{template.name[:54]} {number}"
    copy = own_copy(template, name, keys)
    keep_lifecycle(connection, copy, lifecycle_toml(copy))
    return copy.key


def _taken(connection: Connection) -> tuple[set[str], set[str]]:
    """The keys and the folded names that models have: those that ship and those of this database."""
    is_there = (
        select(stage_table.c.id)
        .where(stage_table.c.lifecycle_id == lifecycle_table.c.id, stage_table.c.is_retired == 0)
        .exists()  # one that was thrown away has no living stage
    )
    rows = connection.execute(
        select(lifecycle_table.c.key, lifecycle_table.c.name, is_there.label("is_there"))
    ).all()
    shipped = shipped_lifecycles()
    return (
        {row.key for row in rows} | {each.key for each in shipped},
        {folded(row.name) for row in rows if row.is_there} | {folded(each.name) for each in shipped},
    )


def change_lifecycle(
    connection: Connection, changed: Lifecycle, going: Mapping[str, str], moment: Moment
) -> int:
    """Keep the edited form of an own model; how many people moved.

    Stages are known by their keys. One that is not in `changed` any more is taken out: `going` says, from
    its key, to which stage those who stand there move, each with a dated move. It stays in the history
    that names it. A new stage gets its box in the plans that are not over.
    """
    kept = kept_lifecycle(bare(connection), changed.key)
    if kept is None:
        raise NotFound(_("That lifecycle is not there any more."))
    if changed.key in SHIPPED:
        raise NotUnderstood(
            _("A lifecycle that came with the program cannot be changed."), _("Edit a copy of it.")
        )
    for stage in changed.stages:
        if stage.key in kept.stage_ids:
            row = stage_table.c.id == kept.stage_ids[stage.key]
            connection.execute(update(stage_table).where(row).values(**stage_values(stage)))
        else:
            _add_stage(connection, kept.lifecycle_id, stage, moment)
    living = {stage.key for stage in changed.stages}
    removed = [key for key in kept.stage_ids if key not in living]
    connection.execute(
        update(lifecycle_table)
        .where(lifecycle_table.c.id == kept.lifecycle_id)
        .values(name=changed.name, definition=lifecycle_toml(changed))
    )
    moved = 0
    for key in removed:
        moved += _empty_stage(connection, kept, key, going.get(key, ""), moment)
        connection.execute(
            update(stage_table).where(stage_table.c.id == kept.stage_ids[key]).values(is_retired=1)
        )
    return moved


def _is_active(connection: Connection, kept: KeptLifecycle) -> bool:
    row = select(lifecycle_table.c.is_active).where(lifecycle_table.c.id == kept.lifecycle_id)
    return bool(connection.execute(row).scalar())


def _add_stage(connection: Connection, lifecycle_id: int, stage: Stage, moment: Moment) -> None:
    stage_id = new_row(connection, stage_table, lifecycle_id=lifecycle_id, **stage_values(stage))
    plans = select(schema.plan.c.id, schema.plan.c.period_end_on).where(
        schema.plan.c.lifecycle_id == lifecycle_id, schema.plan.c.period_end_on >= moment.today.isoformat()
    )
    for plan_id, end_on in connection.execute(plans).all():
        add_plan_stage(connection, plan_id, stage_id, stage, dt.date.fromisoformat(end_on))


def _empty_stage(connection: Connection, kept: KeptLifecycle, key: str, to_key: str, moment: Moment) -> int:
    """Move everybody out of a stage, set aside and deleted ones too."""
    stage_id, name = kept.stage_ids[key], kept.lifecycle.stage(key).name
    here = schema.contact.c.stage_id == stage_id
    people = connection.execute(select(func.count()).select_from(schema.contact).where(here)).scalar_one()
    if not people:
        return 0
    now = kept_lifecycle(bare(connection), kept.lifecycle.key)
    stage_ids = now.stage_ids if now is not None else {}
    if to_key not in stage_ids or to_key == key:
        raise NotUnderstood(
            ngettext("{n} person stands on “{stage}”.", "{n} people stand on “{stage}”.", people).format(
                n=people, stage=name
            ),
            _("Say to which stage they go."),
        )
    contact_ids = connection.execute(select(schema.contact.c.id).where(here)).scalars().all()
    reason = _("The stage “{name}” was taken out.").format(name=name)
    return move_contacts(connection, contact_ids, stage_ids[to_key], moment, cause="model", reason=reason)
