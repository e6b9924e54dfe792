"""The card Details: every way to reach somebody and what else is kept, each line edited in its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact.detail_lines import DetailLines, add_choices
from lifecycle_desktop.ui.contact.editable_line import EditableLine, LineSpec
from lifecycle_desktop.ui.contact.permission_lines import PermissionLines
from lifecycle_desktop.ui.contact.tag_chips import TagChips
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tool_tips import action_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.ui.contact.writes import ContactWrites

# What is read after the permissions: days, own fields and what there is one of.
_AFTER_PERMISSIONS = ("date", "own", "company", "language", "source", "note", "tag")


class DetailsCard(Card):
    """Details of the contact that is shown."""

    line_made = Signal(object)  # an EditableLine that is new

    def __init__(self, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=6, parent=parent)
        self.setAccessibleName(_("Details"))
        self.lines: dict[str, EditableLine] = {}
        self._made: DetailLines | None = None
        self._writes: ContactWrites | None = None
        self._contact_id = 0
        self._focus_last = ""  # the kind of line that was just added, to be focused when it is there
        head = QHBoxLayout()
        head.addWidget(Label(_("Details"), face="strong", parent=self))
        head.addStretch(1)
        self.add = Button(_("Add"), kind="link", small=True, parent=self)
        self.add.setAccessibleName(_("Add to the details"))
        self.add.clicked.connect(lambda _on=False: self.pop_up_choices())
        head.addWidget(self.add)
        self.column.addLayout(head)
        self._upper, self._lower = QVBoxLayout(), QVBoxLayout()
        self.permissions = PermissionLines(self)
        self.permissions.made.connect(self.line_made)
        self.tags = TagChips(self)
        self.tags.removed.connect(self._on_tag_removed)
        self.tags.add_wanted.connect(lambda: self.open("tag:new"))
        for layout in (self._upper, self._lower):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._nothing = Label(
            _("No phone and no email yet."), face="small", tone="warn", wrap=True, parent=self
        )
        self.column.addWidget(self._nothing)
        self.column.addLayout(self._upper)
        self.column.addWidget(self.permissions)
        self.column.addLayout(self._lower)
        self.column.addWidget(self.tags)

    # --- showing ---

    def show_contact(self, page: ContactPage, writes: ContactWrites, moment: Moment, owner: str) -> None:
        """Show a contact; of the same one, lines that are being edited keep what is typed."""
        is_same = page.contact_id == self._contact_id
        self._contact_id, self._writes = page.contact_id, writes
        made = self._made = DetailLines(page, writes, moment.today)
        if not is_same:
            self._focus_last = ""
            self._clear()
            self.permissions.set_open(False)
        specs = made.shown()
        self._show_lines(specs, made)
        self.permissions.show_permissions(page.details.permissions, writes, moment, owner)
        self.tags.show_tags([tag.name for tag in page.details.tags])
        self._nothing.setVisible(not page.details.phones and not page.details.emails)
        self._put_in_order(specs)
        self._focus_added()

    def _show_lines(self, specs: list[LineSpec], made: DetailLines) -> None:
        wanted = {spec.key: spec for spec in specs}
        for key, line in list(self.lines.items()):
            if key in wanted:
                continue
            if not line.is_editing:
                self._drop(key)
            elif key.endswith(":new") or made.line(key) is not None:
                fresh = made.line(key)
                if fresh is not None:
                    line.show_spec(fresh)
            else:
                line.mark_gone()
        for key, spec in wanted.items():
            if key in self.lines:
                self.lines[key].show_spec(spec)
            else:
                self._add_line(spec)

    def _put_in_order(self, specs: list[LineSpec]) -> None:
        """Lines stand in the order of the card, those being filled in after others of their kind."""
        keys = [spec.key for spec in specs]
        for key in [key for key in self.lines if key not in keys]:
            kind = key.partition(":")[0]
            same = [place for place, each in enumerate(keys) if each.partition(":")[0] == kind]
            keys.insert(same[-1] + 1 if same else len(keys), key)
        before: QWidget = self.add
        places = {id(self._upper): 0, id(self._lower): 0}
        for is_lower in (False, True):
            half = self._lower if is_lower else self._upper
            for key in keys:
                if (key.partition(":")[0] in _AFTER_PERMISSIONS) != is_lower:
                    continue
                line = self.lines[key]
                place = places[id(half)]
                if half.indexOf(line) != place:
                    self._upper.removeWidget(line)
                    self._lower.removeWidget(line)
                    half.insertWidget(place, line)
                places[id(half)] = place + 1
                for widget in (line.face, line.copy):
                    if widget is not None:
                        QWidget.setTabOrder(before, widget)
                        before = widget
            if not is_lower:
                QWidget.setTabOrder(before, self.permissions.sentence)
                before = self.permissions.sentence
                for each in self.permissions.lines.values():
                    QWidget.setTabOrder(before, each.face)
                    before = each.face

    def _add_line(self, spec: LineSpec) -> EditableLine:
        line = self.lines[spec.key] = EditableLine(spec, self)
        half = self._lower if spec.key.partition(":")[0] in _AFTER_PERMISSIONS else self._upper
        half.addWidget(line)
        line.shut.connect(partial(self._on_shut, line))
        self.line_made.emit(line)
        return line

    def _clear(self) -> None:
        for key in list(self.lines):
            self._drop(key)

    def _drop(self, key: str) -> None:
        line = self.lines.pop(key)
        had_focus = line.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if had_focus and self.isAncestorOf(line):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        line.hide()
        self._upper.removeWidget(line)
        self._lower.removeWidget(line)
        line.deleteLater()

    def _on_shut(self, line: EditableLine, focus: bool) -> None:
        """An empty line that was closed goes; the focus goes to what was added, or to Add."""
        if line.spec.text or line.spec.key not in self.lines:
            return
        self._drop(line.spec.key)
        if focus:
            self._focus_last = line.spec.key.partition(":")[0]
            target = self.tags.add if self._focus_last == "tag" else self.add
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_added(self) -> None:
        """Put the focus on the line that was just added, where it is still where Add left it."""
        kind, self._focus_last = self._focus_last, ""
        if not kind or not self.add.hasFocus():
            return
        added = [line for key, line in self.lines.items() if key.partition(":")[0] == kind]
        if added:
            added[-1].show()  # a layout would show it only later
            added[-1].face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tag_removed(self, tag: str) -> None:
        if self._writes is not None:
            self._writes.remove_tag(tag)

    # --- adding and opening ---

    def choices_menu(self) -> QMenu:
        """What can be added."""
        menu = QMenu(_("Add"), self)
        if self._made is not None:
            for choice in add_choices(self._made.page):
                action = menu.addAction(action_text(choice.words))
                action.setIcon(icon(choice.icon, _menu_ink))
                action.triggered.connect(lambda _on=False, key=choice.key: self.open(key))
        return menu

    def pop_up_choices(self) -> QMenu:
        """Open the menu of what can be added."""
        menu = self.choices_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))
        return menu

    def open(
        self, key: str, typed: dict[str, str] | None = None, *, focus: bool = True
    ) -> EditableLine | None:
        """Open the fields of a line, an empty one if it is not there; "permission" opens the channels."""
        if key.startswith("permission"):
            return self._open_permission(key, typed, focus=focus)
        line = self.lines.get(key)
        if line is None and self._made is not None:
            spec = self._made.line(key)
            if spec is not None:
                line = self._add_line(spec)
                line.show()
                self._put_in_order(self._made.shown())
        if line is not None:
            line.edit(typed=typed, focus=focus)
        return line

    def _open_permission(self, key: str, typed: dict[str, str] | None, *, focus: bool) -> EditableLine | None:
        self.permissions.set_open(True)
        channel = key.partition(":")[2] or next(iter(self.permissions.lines), "")
        line = self.permissions.lines.get(channel)
        if line is not None:
            line.edit(typed=typed, focus=focus)
        return line


def _menu_ink() -> QColor:
    return theme().colour("ink2")
