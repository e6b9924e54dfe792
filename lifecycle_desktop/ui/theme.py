"""The look in force: colours, fonts and sizes for every widget and delegate, and the switch of theme.

Values come from `core/reports/style.py`; this module turns them into Qt's palette, fonts and style sheet.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.paths import resources
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui import icons, sheet
from lifecycle_desktop.ui.look import IS_STYLED, MODES, STYLE, Look

__all__ = ["FACES", "MODES", "Look", "Theme", "dress", "retheme_tree", "theme"]

FACES = sheet.FACES


class Theme(QObject):
    """Colours, fonts and measures of the look in force; `changed` is emitted after each switch."""

    changed = Signal()

    def __init__(self, application: QApplication | None = None) -> None:
        super().__init__(application)
        self.look = Look()
        self.dark = False
        self._tokens: dict[str, str] = style.LIGHT.tokens()
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool, int], QFont] = {}
        self._metrics: dict[tuple[str, bool, int], QFontMetrics] = {}
        self._lines: dict[str, int] = {}
        self._system_text = 1.0
        self._family = style.FAMILY

    # --- asked by widgets and delegates ---

    def colour(self, token: str) -> QColor:
        """The colour of a token of LOOK.md section 2, such as "ink2"."""
        colour = self._colours.get(token)
        if colour is None:
            colour = self._colours[token] = QColor(self._tokens[token])
        return colour

    def css(self, token: str) -> str:
        """The colour of a token as style sheet text."""
        return self._tokens[token]

    def mixed(self, token: str, ground: str, share: float) -> QColor:
        """`token` laid over the token `ground`, with `share` (0 to 1) of it to be seen."""
        return QColor(style.mixed(self._tokens[token], self._tokens[ground], share))

    def stage_colour(self, position: int, count: int) -> QColor:
        """The colour of the stage at `position` (from 1) in a ladder of `count`."""
        colours = style.stage_colours(max(count, position, 1), self.dark)
        return QColor(colours[max(position, 1) - 1])

    def brand(self) -> QColor:
        """The green of the program's sign, the same in every look."""
        return QColor(style.LIGHT.accent)

    def on_brand(self) -> QColor:
        """What is drawn on that green."""
        return QColor(style.LIGHT.onaccent)

    def pen(self, token: str, width: float = 1.0) -> QPen:
        """A solid pen in the colour of `token`, `width` in px."""
        return QPen(self.colour(token), width)

    def font(self, face: str = "body", *, tabular: bool = False, weight: int = 0) -> QFont:
        """The font of a face of `FACES`; `tabular` for figures of equal width, `weight` over the face's own."""
        key = (face, tabular, weight)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = self._made_font(*key)
        return font

    def metrics(self, face: str = "body", *, tabular: bool = False, weight: int = 0) -> QFontMetrics:
        """The measures of that font."""
        key = (face, tabular, weight)
        metrics = self._metrics.get(key)
        if metrics is None:
            metrics = self._metrics[key] = QFontMetrics(self.font(face, tabular=tabular, weight=weight))
        return metrics

    @property
    def scale(self) -> float:
        """Text size in force, 1.0 for 100 %."""
        return self.look.text / 100 * self._system_text

    def px(self, size: float) -> int:
        """A size that grows with the text, in px."""
        return round(size * self.scale)

    def line(self, face: str = "body") -> int:
        """The line height of a face in px; never less than its glyphs need."""
        height = self._lines.get(face)
        if height is None:
            height = max(self.px(FACES[face].line), self.metrics(face).height())
            self._lines[face] = height
        return height

    def height(self, token: int, lines: int = 1, face: str = "body", room: int = 12) -> int:
        """The height of a control: the token's, or what its lines need with 12 px of room, whichever is more."""
        return max(token, self.line(face) * lines + room) if self.scale > 1 else token

    @property
    def control(self) -> int:
        """The height of a button or a field in px."""
        return self.height(style.HEIGHT_CONTROL)

    @property
    def control_small(self) -> int:
        """The height of a small button in a row in px."""
        return self.height(style.HEIGHT_CONTROL_SMALL, face="small")

    def motion(self, milliseconds: int) -> int:
        """The length of a movement; 0 when the person wants less motion."""
        return 0 if self.look.still else milliseconds

    # --- switching ---

    def use(self, look: Look) -> None:
        """Put a look in force: palette, fonts, style sheet and icons are made anew, nothing restarts."""
        percent = min(max(look.text, style.SMALLEST_PERCENT), style.LARGEST_PERCENT)
        self.look = replace(look, text=percent, mode=look.mode if look.mode in MODES else "system")
        self._system_text = _system_text_scale()
        self.dark = self.wants_dark()
        self._tokens = (
            _contrasted(style.palette(self.dark)) if look.contrast else style.palette(self.dark).tokens()
        )
        for cache in (self._colours, self._fonts, self._metrics, self._lines):
            cache.clear()
        icons.forget()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(self.font("body"))
            application.setPalette(self._made_palette())
            application.setStyleSheet(sheet.style_sheet(self))
            for widget in QApplication.allWidgets():
                retheme = getattr(widget, "retheme", None)
                if retheme is not None:
                    retheme()
                widget.update()
        self.changed.emit()

    def load_fonts(self) -> None:
        """Make the shipped faces known to Qt; the system's own face stands in where they are missing."""
        families = set()
        for path in sorted(resources("fonts").glob("Inter-*.ttf")):
            number = QFontDatabase.addApplicationFont(str(path))
            families.update(QFontDatabase.applicationFontFamilies(number))
        if style.FAMILY not in families:
            self._family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()

    def wants_dark(self) -> bool:
        """Whether the choice and the system's own scheme together ask for the dark theme."""
        if self.look.mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.look.mode == "dark"

    def _made_font(self, face: str, tabular: bool, weight: int) -> QFont:
        size = FACES[face]
        font = QFont(self._family)
        font.setPixelSize(max(round(size.size * self.scale), 1))
        font.setWeight(QFont.Weight(weight or size.weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _made_palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "canvas",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "surface2",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.BrightText: "danger",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "onaccent",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Link: "accenttext",
            QPalette.ColorRole.LinkVisited: "accenttext",
            QPalette.ColorRole.ToolTipBase: "toast",
            QPalette.ColorRole.ToolTipText: "toasttext",
            QPalette.ColorRole.Light: "surface",
            QPalette.ColorRole.Midlight: "line",
            QPalette.ColorRole.Mid: "linemid",
            QPalette.ColorRole.Dark: "linestrong",
            QPalette.ColorRole.Shadow: "linestrong",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink3"))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, self.colour("hover"))
        return palette


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of the running program."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def dress(application: QApplication, look: Look | None = None) -> Theme:
    """Give the application the program's style, fonts and look; call once, before the first window."""
    if not application.property(IS_STYLED):
        application.setStyle(STYLE)
    current = theme()
    current.load_fonts()
    current.use(look or Look())
    QGuiApplication.styleHints().colorSchemeChanged.connect(_on_system_scheme_changed)
    return current


def _on_system_scheme_changed() -> None:
    current = theme()
    if current.look.mode == "system" and current.wants_dark() != current.dark:
        current.use(current.look)


def retheme_tree(root: QWidget) -> None:
    """Refresh `root` and all within it after something that fonts depend on has changed."""
    for widget in (root, *root.findChildren(QWidget)):
        retheme = getattr(widget, "retheme", None)
        if retheme is not None:
            retheme()


def _system_text_scale() -> float:
    screens = QGuiApplication.screens()
    if not screens:
        return 1.0
    usual = 72.0 if sys.platform == "darwin" else 96.0
    return min(max(screens[0].logicalDotsPerInch() / usual, 1.0), 2.0)


def _contrasted(palette: style.Palette) -> dict[str, str]:
    """High contrast: soft grounds become plain, second inks full, hairlines strong."""
    tokens = palette.tokens()
    for name in tokens:
        if name.endswith("soft") or name in ("canvas", "sidebar", "surface2"):
            tokens[name] = palette.surface
        elif name in ("ink2", "ink3"):
            tokens[name] = palette.ink
        elif name in ("line", "linemid"):
            tokens[name] = palette.linestrong
    return tokens
