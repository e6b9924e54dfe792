"""The one application style sheet, written from the tokens of the look in force."""

from __future__ import annotations

from typing import Protocol

from lifecycle_desktop.core.reports import style


class Tokens(Protocol):
    """What the sheet asks of the theme."""

    @property
    def control(self) -> int:
        """The height of a control in px."""
        ...

    def css(self, token: str) -> str:
        """The colour of a token."""
        ...

    def px(self, size: float) -> int:
        """A size that grows with the text."""
        ...

    def line(self, face: str = "body") -> int:
        """The line height of a face."""
        ...

    def height(self, token: int, lines: int = 1, face: str = "body", room: int = 12) -> int:
        """The height of a control of so many lines."""
        ...


def style_sheet(theme: Tokens) -> str:
    """The style sheet for the whole application."""
    parts = (_frames, _menus, _fields, _buttons, _views, _scroll_bars)
    return "\n".join(part(theme) for part in parts)


FACES: dict[str, style.TypeSize] = {
    "title": style.TITLE,
    "heading": style.HEADING,
    "card": style.CARD_TITLE,
    "strong": style.STRONG,
    "body": style.BODY,
    "small": style.SMALL,
    "micro": style.MICRO,
    "number": style.BIG_NUMBER,
}

TONES = (
    "ink", "ink2", "ink3", "accent", "accenttext", "onaccent", "danger", "warn", "hot", "cool", "toasttext",
    "toastaction", "linestrong",
)  # fmt: skip


def _frames(theme: Tokens) -> str:
    css = theme.css
    plain = css("warnsoft") == css("surface")  # high contrast: without soft grounds a banner needs its edge

    def edge(tone: str) -> str:
        return css(tone if plain else f"{tone}soft")

    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {css(tone)}; }}' for tone in TONES)
    return f"""
{_faces(theme)}
{tones}
QWidget[role="canvas"] {{ background: {css("canvas")}; }}
QWidget[role="sidebar"] {{ background: {css("sidebar")}; }}
QFrame[role="card"] {{ background: {css("surface")}; border: 1px solid {css("line")};
  border-radius: {style.CORNER_CARD}px; }}
QFrame[role="column"] {{ background: {css("surface2")}; border: 1px solid {css("line")};
  border-radius: {style.CORNER_CARD}px; }}
QFrame[role="card"][tone="accent"] {{ background: {css("sel")}; border: 2px solid {css("accent")}; }}
QFrame[role="banner"] {{ background: {css("warnsoft")}; border: 1px solid {edge("warn")};
  border-radius: {style.CORNER_CARD}px; }}
QFrame[role="banner"][tone="danger"] {{ background: {css("dangersoft")}; border-color: {edge("danger")}; }}
QFrame[role="banner"][tone="accent"] {{ background: {css("accentsoft")}; border-color: {edge("accent")}; }}
QFrame[role="gap"] {{ background: {css("warnsoft")}; border: 2px dashed {css("warn")};
  border-radius: {style.CORNER_CARD}px; }}
QFrame[role="foot"] {{ background: {css("surface2")}; border: none; border-top: 1px solid {css("line")};
  border-bottom-left-radius: {style.CORNER_DIALOG}px; border-bottom-right-radius: {style.CORNER_DIALOG}px; }}
QFrame[role="plain"] {{ background: transparent; border: none; }}
QDialog {{ background: {css("surface")}; }}
QSplitter::handle {{ background: transparent; }}
QToolTip {{ background: {css("toast")}; color: {css("toasttext")}; border: 1px solid {css("toast")};
  padding: 4px 8px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[role="plain"] {{ background: transparent; }}
"""


def _faces(theme: Tokens) -> str:
    """Fonts of labels. They stand here, for Qt puts back the first font set by code when a label moves."""
    rules = [
        f'QLabel[face="{name}"] {{ font-size: {max(theme.px(face.size), 1)}px; font-weight: {face.weight}; }}'
        for name, face in FACES.items()
    ]
    rules += [f'QLabel[weight="{weight}"] {{ font-weight: {weight}; }}' for weight in (400, 500, 600, 700)]
    return "\n".join(rules)


def _menus(theme: Tokens) -> str:
    css, px = theme.css, theme.px
    bar = theme.height(style.HEIGHT_MENU_BAR, room=8)
    return f"""
QMenuBar {{ background: {css("sidebar")}; color: {css("ink2")}; border: none; spacing: 4px;
  border-bottom: 1px solid {css("line")}; padding: 0 8px; min-height: {bar - 1}px; max-height: {bar - 1}px; }}
QMenuBar::item {{ background: transparent; padding: 0 8px; margin: 0; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {css("press")}; color: {css("ink")};
  border-radius: 4px; }}
QMenu {{ background: {css("surface")}; color: {css("ink")}; border: 1px solid {css("linemid")};
  border-radius: {style.CORNER_CARD}px; padding: 6px; }}
QMenu::item {{ padding: {px(6)}px {px(26)}px {px(6)}px {px(10)}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {css("hover")}; color: {css("ink")}; }}
QMenu::item:disabled {{ color: {css("ink3")}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {css("line")}; margin: 6px 8px; }}
"""


def _fields(theme: Tokens) -> str:
    css = theme.css
    inner = theme.control - 2
    one = "QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit"
    every = f"{one}, QPlainTextEdit, QTextEdit"

    def each(state: str) -> str:
        return ", ".join(f"{name.strip()}{state}" for name in every.split(","))

    return f"""
{every} {{ background: {css("surface")}; color: {css("ink")}; border: 1px solid {css("linestrong")};
  border-radius: {style.CORNER_CONTROL}px; padding: 0 9px; selection-background-color: {css("accent")};
  selection-color: {css("onaccent")}; placeholder-text-color: {css("ink3")}; }}
{one} {{ min-height: {inner}px; max-height: {inner}px; }}
QPlainTextEdit, QTextEdit {{ padding: 5px 6px; }}
{each(":focus")} {{ border: 2px solid {css("accent")}; padding: 0 8px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 4px 5px; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{
  min-height: {inner - 2}px; max-height: {inner - 2}px; }}
{each('[wrong="true"]')} {{ border: 2px solid {css("danger")}; padding: 0 8px; }}
QPlainTextEdit[wrong="true"] {{ padding: 4px 5px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"] {{ min-height: {inner - 2}px; max-height: {inner - 2}px; }}
{each(":disabled")}, QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{
  background: {css("hover")}; color: {css("ink3")};
  border-color: {css("line")}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QPlainTextEdit[bare="true"] {{
  background: transparent; border: none; padding: 0; }}
QRadioButton::indicator {{ width: {theme.px(14)}px; height: {theme.px(14)}px; background: {css("surface")};
  border: 2px solid {css("linestrong")}; border-radius: {theme.px(14) // 2 + 2}px; }}
QRadioButton::indicator:checked {{ width: {theme.px(14) - 6}px; height: {theme.px(14) - 6}px;
  border: 5px solid {css("accent")}; }}
QComboBox::drop-down {{ border: none; width: {theme.px(26)}px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {css("surface")}; color: {css("ink")}; padding: 4px;
  border: 1px solid {css("linemid")}; border-radius: {style.CORNER_CONTROL}px; outline: none;
  selection-background-color: {css("sel")}; selection-color: {css("ink")}; }}
QComboBox QAbstractItemView::item {{ min-height: {theme.height(28, room=8)}px; padding: 0 6px; }}
QRadioButton, QCheckBox {{ color: {css("ink")}; spacing: 8px; }}
"""


def _buttons(theme: Tokens) -> str:
    css = theme.css
    inner = theme.control - 2
    return f"""
.QPushButton {{ background: {css("surface")}; color: {css("ink")}; border: 1px solid {css("linemid")};
  border-radius: {style.CORNER_CONTROL}px; padding: 0 14px; min-height: {inner}px; max-height: {inner}px;
  font-weight: 500; }}
.QPushButton:hover {{ background: {css("hover")}; }}
.QPushButton:pressed {{ background: {css("press")}; }}
.QPushButton:disabled {{ color: {css("ink3")}; background: {css("hover")}; border-color: {css("line")}; }}
.QPushButton[kind="primary"] {{ background: {css("accent")}; color: {css("onaccent")};
  border-color: {css("accent")}; font-weight: 600; }}
.QPushButton[kind="danger"] {{ color: {css("danger")}; border-color: {css("danger")}; }}
.QPushButton:focus {{ border: 2px solid {css("accent")}; padding: 0 13px; }}
"""


def _views(theme: Tokens) -> str:
    css = theme.css
    head = theme.height(style.HEIGHT_TABLE_HEAD)
    return f"""
QAbstractItemView {{ background: {css("surface")}; color: {css("ink")}; border: none; outline: none;
  gridline-color: {css("line")}; selection-background-color: {css("sel")}; selection-color: {css("ink")}; }}
QTableView[role="lines"]::item {{ padding: 0 {theme.px(7)}px; border-bottom: 1px solid {css("line")}; }}
QTableView[role="lines"]::item:selected {{ background: {css("sel")}; color: {css("ink")}; }}
QTableView[role="cards"] {{ background: transparent; }}
QHeaderView {{ background: {css("surface2")}; border: none; }}
QHeaderView::section {{ background: {css("surface2")}; color: {css("ink2")}; border: none; padding: 0 10px;
  border-bottom: 1px solid {css("line")}; min-height: {head - 1}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {css("surface2")}; border: none; }}
QCalendarWidget QWidget {{ background: {css("surface")}; alternate-background-color: {css("surface2")}; }}
QCalendarWidget QToolButton {{ color: {css("ink")}; background: transparent; border: none;
  border-radius: 4px; padding: 4px 8px; font-weight: 600; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; width: 0; }}
QCalendarWidget QToolButton:hover {{ background: {css("hover")}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {css("accent")};
  selection-color: {css("onaccent")}; }}
"""


def _scroll_bars(theme: Tokens) -> str:
    css = theme.css
    return f"""
QTabBar::scroller {{ width: {2 * max(24, theme.px(24))}px; }}
QTabBar QToolButton {{ background: {css("canvas")}; border: none; }}
QTabBar QToolButton:hover {{ background: {css("hover")}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; border: none; }}
QScrollBar[role="slim"]:vertical {{ width: 5px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {css("linemid")}; border-radius: 4px; margin: 2px; }}
QScrollBar[role="slim"]::handle {{ border-radius: 2px; margin: 2px 1px 2px 0; }}
QScrollBar::handle:hover {{ background: {css("linestrong")}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""
