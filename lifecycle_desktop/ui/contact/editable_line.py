"""A line of the contact page that is read at rest and edited in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.contact.detail_fields import Fault, LineEditor, Part, Values, no_fault
from lifecycle_desktop.ui.contact.line_face import LineFace, Look
from lifecycle_desktop.ui.widgets.buttons import IconButton
from lifecycle_desktop.ui.widgets.toast import announce
from lifecycle_desktop.ui.widgets.tool_tips import key_text

Then = Callable[[], object]


@dataclass(frozen=True)
class LineSpec:
    """One line: what it shows, the fields it turns into, and what can be done with it.

    `key` names it for good: "phone:17", "want"; one that ends in ":new" is an empty line for something more.
    `save` gets the values and what is to be called when they are kept.
    """

    key: str
    name: str
    parts: tuple[Part, ...]
    save: Callable[[Values, Then], object]
    icon: str = ""
    text: str = ""
    note: str = ""
    caption: str = ""
    hint: str = ""
    tip: str = ""
    check: Callable[[Values], Fault | None] = no_fault
    save_anew: Callable[[Values, Then], object] | None = None  # for one that was taken away meanwhile
    remove: Callable[[], object] | None = None
    make_first: Callable[[], object] | None = None
    copies: str = ""  # what the copy button says; empty for none
    look: Look = field(default_factory=Look)

    @property
    def is_new(self) -> bool:
        """Whether it is an empty line for something more."""
        return self.key.endswith(":new")


class EditableLine(QWidget):
    """A line at rest or its fields. Nothing typed is thrown away but by Esc."""

    copied = Signal(str)
    opened = Signal()
    shut = Signal(bool)  # the fields are closed; whether the focus should stay here

    def __init__(self, spec: LineSpec, parent: QWidget, *, snug: bool = False) -> None:
        """With `snug` the line at rest takes no more width than its text."""
        super().__init__(parent)
        self._is_snug = snug
        self.spec = spec
        self.editor: LineEditor | None = None
        self.is_gone = False  # taken away elsewhere while it was being edited
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.face = LineFace(spec.look, self._row)
        self.face.clicked.connect(lambda _on=False: self.edit())
        row.addWidget(self.face, 1, Qt.AlignmentFlag.AlignVCenter)
        self.copy: IconButton | None = None
        if spec.copies:
            self.copy = IconButton("copy", spec.copies, small=True, parent=self._row)
            self.copy.clicked.connect(lambda _on=False: self.copy_text())
            row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._row)
        self._take_width()
        self.show_spec(spec)

    # --- showing ---

    @property
    def is_editing(self) -> bool:
        """Whether its fields are open."""
        return self.editor is not None

    def show_spec(self, spec: LineSpec) -> None:
        """Show what is kept now; fields that are open keep what is typed, and say when the kept value has changed."""
        before, self.spec = self.spec, spec
        self.is_gone = False
        self.face.tell(
            icon=spec.icon,
            name=spec.name,
            text=spec.text,
            note=spec.note,
            caption=spec.caption,
            hint=spec.hint,
            look=spec.look,
            tip=spec.tip,
        )
        if self.copy is not None:
            self.copy.set_name(shortened(f"{spec.copies}: {spec.text}", 200))
        if self.editor is None:
            return
        kept = {part.key: part.text for part in spec.parts}
        if kept != {part.key: part.text for part in before.parts} and kept != self.editor.values:
            there = ", ".join(text for text in kept.values() if text)
            said = _("Changed elsewhere to “{text}”. What you typed is still here; Enter keeps it.")
            self.editor.note_outside_change(said.format(text=shortened(there, 120)))

    def mark_gone(self) -> None:
        """The kept line was taken away elsewhere while it was being edited: what is typed can be kept anew."""
        if self.editor is not None and not self.is_gone:
            self.is_gone = True
            self.editor.note_outside_change(
                _("Removed elsewhere. What you typed is still here; Enter adds it again.")
            )

    # --- editing ---

    def edit(self, part: str = "", typed: Values | None = None, *, focus: bool = True) -> None:
        """Open the fields, with text typed before if there is any."""
        if self.editor is None:
            self.editor = LineEditor(
                self.spec.name,
                self.spec.parts,
                self.spec.check,
                removable=self.spec.remove is not None,
                parent=self,
            )
            self.editor.save_wanted.connect(self._on_save_wanted)
            self.editor.closed.connect(self.close_fields)
            self.editor.remove_wanted.connect(self.remove)
            self._column.addWidget(self.editor)
            self.editor.chain_after(self.copy or self.face)
            self._row.hide()
            self.editor.show()
            self._take_width()
            self.opened.emit()
        if typed:
            self.editor.put(typed)
            if self.editor.is_changed:
                self.editor.fail(self.editor.fault())
        if focus:
            self.editor.take_focus(part)

    def close_fields(self, focus: bool = False) -> None:
        """Show the line at rest again."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        had_focus = editor.has_focus()
        self._row.show()
        self._take_width()
        if focus or had_focus:
            self.face.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        self._column.removeWidget(editor)
        editor.deleteLater()
        self.shut.emit(focus or had_focus)

    def _take_width(self) -> None:
        is_snug = self._is_snug and self.editor is None
        across = QSizePolicy.Policy.Maximum if is_snug else QSizePolicy.Policy.Expanding
        for widget in (self, self._row, self.face):
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(across)
            widget.setSizePolicy(policy)

    def settle(self) -> dict[str, str] | None:
        """Before the page is left: keep what is right; returns what is typed and cannot be kept yet."""
        editor = self.editor
        if editor is None or not editor.is_changed:
            return None
        if editor.fault() is not None:
            return editor.values
        editor.finish(by_key=False)
        return None

    def _on_save_wanted(self, values: dict[str, str], by_key: bool) -> None:
        editor = self.editor

        def kept() -> None:
            if shiboken6.isValid(self) and self.editor is editor:
                self.close_fields(by_key)

        save = self.spec.save_anew if self.is_gone and self.spec.save_anew is not None else self.spec.save
        save(values, kept)

    def _on_edit_wanted(self) -> None:
        self.edit()

    # --- what else can be done ---

    def copy_text(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.spec.text)
        announce(self, _("Copied"))
        self.copied.emit(self.spec.text)

    def remove(self) -> None:
        """Take the line away."""
        if self.spec.remove is not None:
            self.close_fields(True)
            self.spec.remove()

    def menu(self) -> QMenu:
        """What can be done with the line."""
        menu = QMenu(self)
        menu.addAction(_("&Edit") + "\t" + key_text("F2"), self._on_edit_wanted)
        if self.copy is not None:
            menu.addAction(_("&Copy"), self.copy_text)
        if self.spec.make_first is not None:
            menu.addAction(_("&Make first"), self.spec.make_first)
        if self.spec.remove is not None:
            menu.addSeparator()
            menu.addAction(_("&Remove") + "\t" + key_text("Delete"), self.remove)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.is_editing:
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.face.mapToGlobal(QPoint(0, self.face.height()))
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.is_editing:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.edit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain and self.spec.remove is not None:
            self.remove()
        elif key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier and self.copy:
            self.copy_text()
        else:
            super().keyPressEvent(event)
