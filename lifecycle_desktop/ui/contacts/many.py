"""What can be done at once with everybody who is ticked: the buttons of the bar at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.tags import tags_of
from lifecycle_desktop.ui.contact_acts import Chosen, ContactActs, people_words
from lifecycle_desktop.ui.contacts.export import ask_path, write_people
from lifecycle_desktop.ui.contacts.tag_popover import TagPopover
from lifecycle_desktop.ui.contacts.word_popover import WordPopover

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contacts.page import ContactsPage


class ManyActs(ContactActs):
    """The acts of the contacts page on all that are ticked."""

    page: ContactsPage

    def act(self, act: str, button: QWidget) -> None:
        """Do what a button of the bar says."""
        acts: dict[str, Callable[[], Any]] = {
            "move": lambda: self._menu_over(self.stage_menu(), button),
            "next_step": lambda: self.next_step(button),
            "sequence": lambda: self.sequence(button),
            "tag": lambda: self.ask_tag(button),
            "temperature": lambda: self._menu_over(self.temperature_menu(), button),
            "source": lambda: self.ask_source(button),
            "export": self.export,
            "delete": self.delete,
            "bring_back": self.bring_back,
            "untick": self.page.untick,
            "erase": self.erase,
            "erase_all": self.erase_everybody_shown,
        }
        acts[act]()

    def _menu_over(self, menu: QMenu, button: QWidget) -> None:
        self.pop_up(menu, button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def erase_everybody_shown(self) -> None:
        """Ask whether everybody the trash shows is to be erased for good."""
        ids = self.page.everybody_shown()
        if ids and self.on_erase is not None:
            self.on_erase(Chosen(ids, is_in_trash=True))

    # --- tags and sources ---

    def ask_tag(self, button: QWidget) -> None:
        """Ask for a tag to give or to take off."""
        chosen = self.chosen()
        if chosen is None:
            return

        def open_popover(held: Sequence[tuple[str, int]]) -> None:
            tags = [name for _id, name in self.page.filter.choices.tags]
            popover = TagPopover(tags, self.page, held=held)
            popover.chosen.connect(self.add_tag)
            popover.taken_off.connect(self.remove_tag)
            popover.open_at(button)

        self.page.runner.read(open_popover, tags_of, chosen.ids)

    def remove_tag(self, tag: str) -> None:
        """Take a tag from everybody chosen who has it."""
        from lifecycle_desktop.core.operations.contacts import remove_tag

        chosen = self.chosen()
        if chosen is None:
            return
        said = _("{name} no longer tagged {tag}")
        self.write(
            _("Take off tag {tag}").format(tag=tag),
            remove_tag,
            chosen,
            tag,
            said=lambda name: said.format(name=name, tag=tag),
        )

    def ask_source(self, button: QWidget) -> WordPopover:
        """Ask where everybody chosen came from."""
        from lifecycle_desktop.ui.widgets.buttons import Button

        sources = [name for _id, name in self.page.filter.choices.sources]
        popover = WordPopover(
            _("Source"),
            _("&Source"),
            _("e.g. open house"),
            _("Set source"),
            sources,
            self.page,
            icon="megaphone",
        )
        none = Button(_("No source"), kind="quiet", parent=popover)
        none.clicked.connect(lambda _on=False: self.set_source(""))
        none.clicked.connect(popover.close)
        popover.foot.insertWidget(0, none)
        popover.chosen.connect(self.set_source)
        popover.open_at(button)
        return popover

    def set_source(self, name: str) -> None:
        """Say where everybody chosen came from; an empty name takes the source away."""
        from lifecycle_desktop.core.operations.sources import set_source

        chosen = self.chosen()
        if chosen is None:
            return
        source = " ".join(name.split())
        label = _("Source {source}") if source else _("Take the source away")
        said = _("{name} now from {source}") if source else _("{name}: no source")
        self.write(
            label.format(source=source),
            set_source,
            chosen,
            source,
            said=lambda who: said.format(name=who, source=source),
        )

    # --- a file ---

    def export(self) -> None:
        """Save those who are ticked, else everybody shown, as a CSV file or a workbook."""
        people = self.page.people
        ids = people.ticked_in_order or tuple(people.ids)
        path = ask_path(self.page, self.page.runner.moment().today.isoformat()) if ids else None
        if path is None:
            return

        def tell(count: int) -> None:
            saved = _("{people} saved to “{name}”").format(people=people_words(count), name=path.name)
            self.page.toast.emit(saved, False)

        progress = Progress(len(ids), _("Export people"))
        self.page.runner.work(tell, write_people, self.page.runner.database, path, ids, progress=progress)
