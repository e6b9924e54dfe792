"""The small components: what they show, how they answer to keys, what a screen reader hears of them."""

from __future__ import annotations

import datetime as dt

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.widgets import painters
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton, KeyCap, SegmentedControl
from lifecycle_desktop.ui.widgets.cards import Banner, EmptyState, SectionHead
from lifecycle_desktop.ui.widgets.chips import FilterChip, StageBadge, TemperatureTag
from lifecycle_desktop.ui.widgets.date_popover import DatePopover, NextStep, Understood, day_in_words
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line, Lines, SearchField
from lifecycle_desktop.ui.widgets.focus_ring import FocusRing
from lifecycle_desktop.ui.widgets.gauges import ProgressCard, Ring, waited, waited_token
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.messages import Answer, MessageDialog
from lifecycle_desktop.ui.widgets.pdf_view import PagePicture, PdfView
from lifecycle_desktop.ui.widgets.popover import Popover
from lifecycle_desktop.ui.widgets.ticks import TickBox
from lifecycle_desktop.ui.widgets.toast import KEEPS_FREE, Toast
from lifecycle_desktop.ui.widgets.tool_tips import action_text, tooltip
from tests.ui.gallery import Gallery

CANARY = "<img src=canary.png><b>x&y</b>{{7*7}}$\\bad$"
MOMENT = Moment(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC), "America/Toronto")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication):
    dress(qapp, Look(mode="light"))
    yield
    theme().use(Look(mode="light"))


@pytest.fixture
def shown(qtbot):
    """A function that puts widgets into a window and shows it."""
    windows = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        window.resize(700, 500)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=3000)
        windows.append(window)
        return window

    return show


def painted(width: int, height: int, paint, ground: str = "surface") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(theme().colour(ground))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


# --- text from people -------------------------------------------------------------------------------------


def test_a_label_shows_text_as_it_is(shown) -> None:
    label = Label(CANARY)
    shown(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == CANARY


def test_a_tool_tip_shows_text_as_it_is() -> None:
    text = tooltip(CANARY)
    assert "<img" not in text
    assert "&lt;img src=canary.png&gt;" in text
    assert "x&amp;y" in text
    assert tooltip("") == ""
    assert tooltip("Save", "Ctrl+S").endswith("Save (Ctrl+S)</p>")


def test_an_ampersand_in_a_menu_entry_stays_one() -> None:
    assert action_text("Marcus & Jo\tBellamy") == "Marcus && Jo Bellamy"


def test_a_cut_label_keeps_the_whole_text_in_its_tool_tip(shown, qtbot) -> None:
    label = Label("Marcus and Jo Bellamy of 42 Orchard Lane " * 4, cut=True)
    window = shown(label)
    window.resize(200, 100)
    qtbot.waitUntil(lambda: "Orchard Lane" in label.toolTip(), timeout=2000)
    label.setText("Short")
    assert label.toolTip() == ""


def test_text_of_ten_thousand_letters_is_painted_on_one_line() -> None:
    width = []
    painted(
        300,
        20,
        lambda painter: width.append(painters.paint_text(painter, QRect(0, 0, 300, 20), "ab\n\u2028" * 5000)),
    )
    assert 0 < width[0] <= 300
    assert "\n" not in painters.one_line("a\nb\u2028c")


# --- buttons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["primary", "normal", "quiet", "link", "danger"])
def test_a_button_answers_to_mouse_space_and_return(shown, qtbot, kind: str) -> None:
    button = Button("&Save", kind=kind, icon="check")
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    shown(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(clicks) == 3
    assert button.accessibleName() == "Save"
    assert button.height() == style.HEIGHT_CONTROL


def test_only_the_primary_button_is_filled(shown) -> None:
    primary, normal = Button("Save", kind="primary"), Button("Save")
    shown(primary, normal)
    assert primary.grab().toImage().pixelColor(6, 6).name() == style.LIGHT.accent.lower()
    assert normal.grab().toImage().pixelColor(6, 6).name() == style.LIGHT.surface.lower()


def test_an_icon_button_says_what_it_does_and_its_key() -> None:
    button = IconButton("x", "Close", key="Esc")
    assert button.accessibleName() == "Close"
    assert "Close (Esc)" in button.toolTip()
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= style.SMALLEST_TARGET


def test_a_button_is_wide_enough_for_its_words_at_every_size(shown) -> None:
    for text in (80, 100, 150, 200):
        theme().use(Look(mode="light", text=text))
        button = Button("Neuer Kontakt && mehr", kind="primary", icon="user-plus")
        words = theme().metrics(weight=600).horizontalAdvance("Neuer Kontakt & mehr")
        assert button.sizeHint().width() >= words + theme().px(16) + 2 * 10


def test_keys_are_written_as_the_system_does(shown) -> None:
    cap = KeyCap("Ctrl+Shift+Z")
    assert cap.accessibleName() == "Ctrl+Shift+Z"
    assert cap.sizeHint().width() > KeyCap("Z").sizeHint().width()


def test_a_switch_of_views_answers_to_clicks_and_arrows(shown, qtbot) -> None:
    switch = SegmentedControl([("board", "Board", ""), ("list", "List", "")], name="View")
    chosen: list[str] = []
    switch.chosen.connect(chosen.append)
    shown(switch)
    buttons = switch.findChildren(Button)
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert (switch.current, chosen) == ("list", ["list"])
    buttons[1].setFocus()
    qtbot.keyClick(buttons[1], Qt.Key.Key_Left)
    assert (switch.current, chosen) == ("board", ["list", "board"])
    assert buttons[0].hasFocus()
    switch.set_current("list")
    assert chosen == ["list", "board"]


@pytest.fixture
def ring(qapp: QApplication):
    made = FocusRing(qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_the_focus_ring_follows_the_focus(shown, ring: FocusRing) -> None:
    one, two, line = Button("One"), Button("Two"), Line()
    shown(one, two, line)
    one.setFocus()
    assert ring.drawn.geometry() == one.geometry().adjusted(-3, -3, 3, 3)
    assert style.LIGHT.accent.lower() in colours_in(ring.drawn.grab().toImage())
    two.setFocus()
    assert ring.drawn.isVisible()
    assert ring.drawn.geometry() == two.geometry().adjusted(-3, -3, 3, 3)
    two.resize(two.width() + 10, two.height())
    assert ring.drawn.geometry() == two.geometry().adjusted(-3, -3, 3, 3)
    line.setFocus()
    assert ring.drawn is None


def test_the_focus_ring_outlives_what_it_rings(shown, ring: FocusRing, qtbot) -> None:
    one, two = Button("One"), Button("Two")
    window, other = shown(one), shown(two)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    one.setFocus()
    shiboken6.delete(ring.drawn)
    one.clearFocus()
    one.setFocus()
    assert ring.drawn.isVisible()
    one.hide()
    assert ring.drawn is None
    one.deleteLater()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow, timeout=3000)
    two.setFocus()
    assert ring.drawn.parentWidget() is other


# --- chips, badges, ticks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Space]
)
def test_a_filter_goes_away_by_key(shown, qtbot, key: Qt.Key) -> None:
    chip = FilterChip("Area: Maple Hollow")
    shown(chip)
    with qtbot.waitSignal(chip.removed, timeout=1000):
        qtbot.keyClick(chip, key)
    assert chip.accessibleName() == "Filter Area: Maple Hollow, on"


def test_a_stage_is_its_number_and_its_name() -> None:
    badge = StageBadge(4, 7, "Convert", full_name="Convert Sales")
    assert badge.accessibleName() == "Stage 4 Convert Sales"
    assert "Convert Sales" in badge.toolTip()
    image = painted(40, 40, lambda painter: painters.paint_stage_badge(painter, QRect(0, 0, 40, 40), 4, 7))
    assert style.SEVEN_LIGHT[3].lower() in colours_in(image)
    assert style.LIGHT.onstage.lower() in colours_in(image)


def test_a_temperature_is_an_icon_and_a_word() -> None:
    assert TemperatureTag("hot").accessibleName() == "Hot"
    assert painted(80, 20, lambda p: painters.paint_temperature(p, QRect(0, 0, 80, 20), "")) == painted(
        80, 20, lambda p: None
    )
    assert style.LIGHT.cool.lower() in colours_in(
        painted(80, 20, lambda p: painters.paint_temperature(p, QRect(0, 0, 80, 20), "cold"))
    )


def test_a_selected_row_is_marked_by_more_than_colour() -> None:
    image = painted(60, 20, lambda p: painters.paint_row(p, QRect(0, 0, 60, 20), selected=True))
    assert image.pixelColor(1, 10).name() == style.LIGHT.accent.lower()
    assert image.pixelColor(30, 10).name() == style.LIGHT.sel.lower()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Kate O’Leary", "KO"),
        ("Marcus & Jo Bellamy", "MB"),
        ("wei", "W"),
        ("", "?"),
        ("🎈 <b>", "?"),
        ("“Bo” Li", "BL"),
        ("李 小龙", "李小"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert painters.initials(name) == letters


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_tint_of_a_person_is_always_the_same_and_legible(mode: str) -> None:
    theme().use(Look(mode=mode))
    names = [f"Person {number}" for number in range(60)]
    tints = {name: painters.avatar_colours(name) for name in names}
    assert all(painters.avatar_colours(name) == tints[name] for name in names)
    assert len({ground.name() for _ink, ground in tints.values()}) >= 5
    assert all(style.contrast(ink.name(), ground.name()) >= 4.5 for ink, ground in tints.values())


def test_a_tick_box_toggles_by_mouse_and_space(shown, qtbot) -> None:
    box = TickBox(name="Done", round_=True)
    shown(box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    interface = QAccessible.queryAccessibleInterface(box)
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "Done"


# --- toast ------------------------------------------------------------------------------------------------


@pytest.fixture
def toast(shown) -> Toast:
    place = QWidget()
    shown(place)
    made = Toast(place)
    made.stay = 60
    return made


def test_a_toast_lies_above_the_bar_that_is_needed_next(toast: Toast) -> None:
    page = toast.parentWidget()
    bar = QWidget(page)
    bar.setObjectName(KEEPS_FREE)
    bar.setGeometry(0, page.height() - 40, page.width(), 40)
    toast.say("5 people moved")
    assert toast.geometry().bottom() > bar.y(), "a bar that is not shown keeps nothing free"
    bar.show()
    toast.say("5 people moved")
    assert toast.geometry().bottom() < bar.y()


def test_a_toast_says_what_happened_and_goes(toast: Toast, qtbot) -> None:
    toast.say("Wei Zhang snoozed")
    assert toast.isVisible()
    assert toast.text == "Wei Zhang snoozed"
    assert toast.height() == style.HEIGHT_TOAST
    assert abs(toast.geometry().center().x() - toast.parentWidget().rect().center().x()) <= 1
    qtbot.waitUntil(toast.isHidden, timeout=2000)
    assert toast.text == ""


def test_a_toast_stays_eight_seconds_unless_told_otherwise(shown) -> None:
    place = QWidget()
    shown(place)
    assert Toast(place).stay == 8000


def test_a_toast_undoes(toast: Toast, qtbot) -> None:
    undone: list[str] = []
    toast.say("Moved", act=lambda: undone.append("moved"))
    button = toast.findChild(Button)
    assert button.text() == "Undo"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == ["moved"]
    assert toast.isHidden()


def test_the_next_toast_takes_the_place_of_the_one_before(toast: Toast) -> None:
    undone: list[int] = []
    toast.say("One", act=lambda: undone.append(1))
    toast.say("Two", act=lambda: undone.append(2))
    assert toast.text == "Two"
    toast.findChild(Button).click()
    assert undone == [2]


def test_a_toast_waits_while_it_has_the_focus(toast: Toast, qtbot) -> None:
    toast.say("Moved", act=lambda: None)
    toast.findChild(Button).setFocus()
    qtbot.wait(150)
    assert toast.isVisible()
    toast.findChild(Button).clearFocus()
    qtbot.waitUntil(toast.isHidden, timeout=2000)


def test_a_toast_waits_while_the_mouse_is_over_it(toast: Toast, qtbot) -> None:
    toast.say("Moved")
    toast.enterEvent(None)
    qtbot.wait(150)
    assert toast.isVisible()
    toast.leaveEvent(None)
    qtbot.waitUntil(toast.isHidden, timeout=2000)


def test_a_toast_until_closed_stays(toast: Toast, qtbot) -> None:
    toast.stay = 0
    toast.say("Moved")
    qtbot.wait(150)
    assert toast.isVisible()
    toast.close_now()
    assert toast.isHidden()


def test_a_toast_is_never_cut(toast: Toast) -> None:
    theme().use(Look(mode="light", text=200))
    toast.say(
        "Marcus and Jo Bellamy moved to Upsell and Repeat Customers, with their follow-up", act=lambda: None
    )
    label = next(one for one in toast.findChildren(QLabel) if one.text().startswith("Marcus"))
    assert toast.width() <= toast.parentWidget().width()
    assert label.heightForWidth(label.width()) <= toast.height()


# --- progress and measures --------------------------------------------------------------------------------


def test_progress_appears_only_when_it_takes_long(shown, qtbot) -> None:
    place = QWidget()
    shown(place)
    card = ProgressCard(place)
    progress = Progress(298, "Importing 298 people")
    card.watch(progress, after=50)
    assert card.isHidden()
    qtbot.waitUntil(card.isVisible, timeout=2000)
    progress.done = 185
    qtbot.waitUntil(lambda: "185 of 298" in card.accessibleName(), timeout=2000)
    assert card.line.share == pytest.approx(185 / 298)
    qtbot.mouseClick(card.stop_button, Qt.MouseButton.LeftButton)
    with pytest.raises(Exception, match="Stopped"):
        progress.advance()
    card.rest(Progress())
    assert card.isVisible()
    card.rest(progress)
    assert card.isHidden()


def test_progress_that_ends_soon_is_never_seen(shown, qtbot) -> None:
    place = QWidget()
    shown(place)
    card = ProgressCard(place)
    progress = Progress(3)
    card.watch(progress, after=80)
    card.rest(progress)
    qtbot.wait(150)
    assert card.isHidden()


@pytest.mark.parametrize(
    ("seconds", "text", "tone"),
    [(0, "0:00", "accent"), (124, "2:04", "accent"), (300, "5:00", "accent"), (301, "5:01", "warn"), (700, "11m", "warn"),
     (1560, "26m", "danger"), (7300, "2h", "danger"), (200_000, "2d", "danger")],
)  # fmt: skip
def test_the_wait_is_written_and_coloured(seconds: int, text: str, tone: str) -> None:
    assert waited(seconds) == text
    assert waited_token(seconds, 300) == tone


def test_the_ring_says_how_long() -> None:
    ring = Ring()
    ring.set_seconds(1560)
    assert ring.accessibleName() == "Waiting 26 minutes"
    assert style.LIGHT.danger.lower() in colours_in(ring.grab().toImage())


# --- fields -----------------------------------------------------------------------------------------------


def has_at(text: str) -> str:
    return "" if "@" in text else "Email has no @. Example: hal@example.com"


def test_a_field_says_what_is_wrong_on_leaving_it_and_never_while_typing(shown, qtbot) -> None:
    field, other = Field("&Email", check=has_at, hint="One of them is enough"), Line(name="Other")
    shown(field, other)
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "hal")
    assert field.error == ""
    other.setFocus()
    assert field.error == "Email has no @. Example: hal@example.com"
    assert field.editor.property("wrong") is True
    assert field.editor.accessibleDescription() == field.error
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "@")
    assert field.error == ""
    assert field.below.text() == "One of them is enough"
    assert field.validate()


def test_the_label_of_a_field_names_its_editor(shown) -> None:
    field = Field("&Phone")
    shown(field)
    assert field.editor.accessibleName() == "Phone"
    assert field.label.buddy() is field.editor


def test_a_choice_opens_by_alt_down(shown, qtbot) -> None:
    choice = Choice(name="Stage")
    choice.add("Attract", 1, stage=(1, 7))
    choice.add("Capture", 2, stage=(2, 7))
    shown(choice)
    choice.choose(2)
    assert choice.currentText() == "Capture"
    qtbot.keyClick(choice, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert choice.view().isVisible()
    choice.hidePopup()


def test_tab_leaves_a_note(shown, qtbot) -> None:
    note, after = Lines(name="Note"), Line(name="After")
    shown(note, after)
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_what_looks_like_a_search_field_opens_on_click_and_key(shown, qtbot) -> None:
    field = SearchField()
    shown(field)
    with qtbot.waitSignal(field.clicked, timeout=1000):
        qtbot.keyClick(field, Qt.Key.Key_Space)
    assert field.accessibleName() == "Search or run a command"


# --- popovers and messages --------------------------------------------------------------------------------


def test_esc_closes_a_popover_and_gives_the_focus_back(shown, qtbot) -> None:
    button = Button("Next step")
    window = shown(button)
    button.setFocus()
    popover = Popover("Next step", window)
    line = QLineEdit(popover)
    popover.column.addWidget(line)
    popover.open_at(button)
    line.setFocus()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    qtbot.waitUntil(button.hasFocus, timeout=2000)


def read_date(text: str) -> Understood | None:
    return Understood(dt.date(2026, 4, 21), "15:00") if text == "next tue 3pm" else None


@pytest.fixture
def asking(shown, qtbot) -> DatePopover:
    anchor = Button("Next step")
    window = shown(anchor)
    popover = DatePopover(read_date, MOMENT, channels=[("call", "Call", "phone"), ("text", "Text", "message-square")],
                          channel="text", what="Send comps", parent=window)  # fmt: skip
    popover.open_at(anchor)
    return popover


def test_a_date_is_read_while_typing(asking: DatePopover, qtbot) -> None:
    qtbot.keyClicks(asking.when, "next tue")
    assert asking.understood is None
    assert not asking.save_button.isEnabled()
    qtbot.keyClicks(asking.when, " 3pm")
    assert asking.understood == Understood(dt.date(2026, 4, 21), "15:00")
    with qtbot.waitSignal(asking.chosen, timeout=1000) as chosen:
        qtbot.keyClick(asking.when, Qt.Key.Key_Return)
    assert chosen.args == [NextStep("Send comps", "text", dt.date(2026, 4, 21), "15:00")]
    assert not asking.isVisible()


@pytest.mark.parametrize(
    ("number", "on", "at"),
    [(1, dt.date(2026, 4, 14), "11:00"), (2, dt.date(2026, 4, 15), ""), (3, dt.date(2026, 4, 21), "")],
)
def test_quick_picks(asking: DatePopover, qtbot, number: int, on: dt.date, at: str) -> None:
    with qtbot.waitSignal(asking.chosen, timeout=1000) as chosen:
        asking.pick(number)
    assert (chosen.args[0].on, chosen.args[0].at) == (on, at)


def test_a_letter_typed_anywhere_begins_the_words_of_a_day(asking: DatePopover, qtbot) -> None:
    asking.setFocus()
    for letter in "next tue 3pm":
        qtbot.keyClicks(QApplication.focusWidget() or asking, letter)
    assert asking.when.text() == "next tue 3pm"
    assert asking.understood == Understood(dt.date(2026, 4, 21), "15:00")


def test_the_arrows_of_the_calendar_choose_the_day_that_is_kept(asking: DatePopover, qtbot) -> None:
    days = asking._calendar.findChild(QTableView)
    assert days is not None
    days.setFocus()
    qtbot.keyClick(days, Qt.Key.Key_Down)
    assert asking.understood == Understood(dt.date(2026, 4, 21))
    assert asking.when.text() == "Tue 21 April"
    with qtbot.waitSignal(asking.chosen, timeout=1000) as chosen:
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert chosen.args[0].on == dt.date(2026, 4, 21)


def test_what_is_no_date_is_told_and_nothing_closes(asking: DatePopover, qtbot) -> None:
    qtbot.keyClicks(asking.when, "someday")
    qtbot.keyClick(asking.when, Qt.Key.Key_Return)
    assert asking.isVisible()
    assert "not a date" in asking._when_field.error


def test_days_are_written_as_people_say_them() -> None:
    today = dt.date(2026, 4, 14)
    assert day_in_words(today, today=today) == "Today"
    assert day_in_words(dt.date(2026, 4, 15), "10:00", today=today) == "Tomorrow, 10:00"
    assert day_in_words(dt.date(2026, 4, 22), today=today) == "Wed 22 April"
    assert day_in_words(dt.date(2027, 1, 2), today=today) == "Sat 2 January 2027"


def test_a_message_has_verbs_and_the_safe_one_has_the_focus(qtbot) -> None:
    answers = [Answer("keep", "Keep it", safe=True), Answer("do", "Delete the stage", "danger")]
    dialog = MessageDialog(CANARY, "5 people stand on it.", answers, details="line 1\nline 2")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.buttons["keep"].hasFocus, timeout=2000)
    assert dialog.answer == "keep"
    words = {button.text(): button for button in dialog.findChildren(Button)}
    words["Copy details"].click()
    assert QGuiApplication.clipboard().text() == "line 1\nline 2"
    words["Show details"].click()
    assert dialog._details.isVisible()
    for button in words.values():
        assert button.width() >= button.sizeHint().width()
    dialog.buttons["do"].click()
    assert dialog.answer == "do"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


# --- pages, banners, empty states ---------------------------------------------------------------------------


def picture(width: int, height: int, colour: QColor) -> PagePicture:
    pixel = bytes((colour.red(), colour.green(), colour.blue(), 255))
    return PagePicture(width, height, pixel * (width * height))


def test_pages_are_as_wide_as_the_view(shown, qtbot) -> None:
    view = PdfView("The page on the wall")
    window = shown(view)
    view.set_pages(
        [picture(110, 85, QColor("#336699")), picture(110, 85, QColor("#993366"))], "Customer lifecycle plan"
    )
    window.grab()
    qtbot.wait(20)
    sheets = [one for one in view.widget().findChildren(QWidget) if one.accessibleName().startswith("Page")]
    assert [one.accessibleName()[:11] for one in sheets] == ["Page 1 of 2", "Page 2 of 2"]
    assert sheets[0].height() == pytest.approx((sheets[0].width() - 2) * 85 / 110 + 2, abs=1)
    assert view.grab().toImage().pixelColor(60, 60).name() == "#336699"
    assert view.pixels_wide >= view.viewport().width() - 2
    view.set_pages([picture(85, 110, QColor("#112233"))])
    assert view.page_count == 1
    assert not view.horizontalScrollBar().isVisible()


def test_a_banner_says_what_it_means_and_has_one_button(shown, qtbot) -> None:
    pressed: list[bool] = []
    banner = Banner(
        "The last backup was 8 days ago.",
        "The drive was not plugged in.",
        button="Back up now",
        on_button=lambda: pressed.append(True),
    )
    shown(banner)
    assert banner.accessibleName() == "The last backup was 8 days ago. The drive was not plugged in."
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_an_empty_state_can_say_something_else(shown) -> None:
    state = EmptyState("users", "No people yet", "Type a name above.", button="Import people")
    shown(state)
    state.set_words("No one matches these filters", "2 filters are on.", "search-x")
    words = [label.text() for label in state.findChildren(QLabel)]
    assert words == ["No one matches these filters", "2 filters are on."]


def test_a_section_head_counts(shown) -> None:
    links: list[bool] = []
    head = SectionHead("Late", link="Move all to today", on_link=lambda: links.append(True))
    shown(head)
    head.set_count(3)
    assert (head.count.text(), head.count.isVisible()) == ("3", True)
    head.set_count(None)
    assert not head.count.isVisible()
    head.link.click()
    assert links == [True]


# --- all of them, in every look -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_component_can_be_shown_in_every_look(
    qtbot, mode: str, text: int, direction: Qt.LayoutDirection
) -> None:
    theme().use(Look(mode=mode, text=text))
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.setLayoutDirection(direction)
    gallery.resize(max(1440, gallery.sizeHint().width()), 900)
    gallery.show()
    gallery.settle()
    image = gallery.grab().toImage()
    assert image.pixelColor(3, 3).name() == theme().css("canvas").lower()
    for label in gallery.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.height() >= label.fontMetrics().height() - 1, label.text()


def test_everything_that_can_have_the_focus_has_a_name(qtbot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.show()
    nameless = []
    for widget in gallery.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                nameless.append(type(widget).__name__)
    assert nameless == []


def test_every_target_is_large_enough(qtbot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.show()
    small = [
        (type(one).__name__, one.width(), one.height())
        for one in gallery.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.ClickFocus
        and one.isVisible()
        and min(one.width(), one.height()) < 24
    ]
    assert small == []


def test_rows_of_buttons_are_mirrored_for_right_to_left(shown, qtbot) -> None:
    holder = QWidget()
    row = QHBoxLayout(holder)
    one, two = Button("One"), Button("Two")
    row.addWidget(one)
    row.addWidget(two)
    window = shown(holder)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(20)
    assert one.mapTo(window, QPoint(0, 0)).x() > two.mapTo(window, QPoint(0, 0)).x()
