"""Small painters that widgets and row delegates share: cut text, row grounds, badges, temperature, late, rings."""

from __future__ import annotations

import functools

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme

TEMPERATURES = ("hot", "warm", "cold")
TEMPERATURE_ICONS = {"hot": "flame", "warm": "sun", "cold": "snowflake"}
TEMPERATURE_TOKENS = {"hot": ("hot", "hotsoft"), "warm": ("warn", "warnsoft"), "cold": ("cool", "coolsoft")}

MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def temperature_word(temperature: str) -> str:
    """The word a person reads for "hot", "warm" or "cold"; empty for anything else."""
    return {"hot": _("Hot"), "warm": _("Warm"), "cold": _("Cold")}.get(temperature, "")


def paint_text(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    *,
    face: str = "body",
    tone: str = "ink",
    weight: int = 0,
    align: Qt.AlignmentFlag = MIDDLE_LEFT,
    figures: bool = False,
    mirrored: bool = False,
) -> int:
    """Paint one line of plain text, cut with an ellipsis where it is too long; returns the width it took in px.

    Line breaks in the text become spaces. `figures` sets numbers that stand below each other in equal widths;
    `mirrored` swaps left and right.
    """
    area = QRectF(rect)
    if area.width() <= 0 or not text:
        return 0
    font = theme().font(face, tabular=figures, weight=weight)
    metrics = theme().metrics(face, tabular=figures, weight=weight)
    shown = one_line(text)
    width = metrics.horizontalAdvance(shown)
    if width > area.width():
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, int(area.width()))
        width = metrics.horizontalAdvance(shown)
    if mirrored and align & Qt.AlignmentFlag.AlignLeft:
        align = MIDDLE_RIGHT
    elif mirrored and align & Qt.AlignmentFlag.AlignRight:
        align = MIDDLE_LEFT
    painter.setFont(font)
    painter.setPen(theme().colour(tone))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # as the text itself begins
    painter.drawText(area, _on_one_line(align), shown)
    return min(width, int(area.width()))


@functools.cache  # two flags joined in Python cost as much as the line that is painted
def _on_one_line(align: Qt.AlignmentFlag) -> int:
    return (align | Qt.AlignmentFlag.AlignAbsolute).value | Qt.TextFlag.TextSingleLine.value


def one_line(text: str, most: int = 400) -> str:
    """Text as one line for painting: breaks and tabs become spaces, and no more of it than can be seen."""
    cut = text[:most]
    if cut.isprintable():  # as nearly all of it is
        return cut
    return " ".join(cut.split()) if any(mark in cut for mark in "\n\r\t\v\f\u2028\u2029") else cut


def is_cut(text: str, width: int, face: str = "body", weight: int = 0) -> bool:
    """Whether a line would be cut at that width: then it needs a tool tip."""
    return theme().metrics(face, weight=weight).horizontalAdvance(one_line(text)) > width


def paint_row(
    painter: QPainter,
    rect: QRect,
    *,
    hovered: bool = False,
    selected: bool = False,
    pressed: bool = False,
    line: bool = True,
    mirrored: bool = False,
) -> None:
    """Paint the ground of a row: hover, press or selection, and the hairline under it.

    A selected row has a 3 px accent bar at its beginning too, for colour never speaks alone.
    """
    token = "press" if pressed else "sel" if selected else "hover" if hovered else ""
    if token:
        painter.fillRect(rect, theme().colour(token))
    if selected:
        left = rect.right() - 2 if mirrored else rect.left()
        painter.fillRect(QRect(left, rect.top(), 3, rect.height()), theme().colour("accent"))
    if line:
        painter.setPen(theme().pen("line"))
        painter.drawLine(
            QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5)
        )


def paint_focus(painter: QPainter, rect: QRect | QRectF, radius: float = style.CORNER_CONTROL) -> None:
    """Paint the focus ring inside `rect`: 2 px accent."""
    area = QRectF(rect).adjusted(1, 1, -1, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme().pen("accent", style.FOCUS_RING))
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def paint_box(
    painter: QPainter,
    rect: QRect | QRectF,
    *,
    fill: QColor | None = None,
    edge: QColor | None = None,
    radius: float = style.CORNER_CONTROL,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """Paint a rounded box; its edge lies inside `rect`, on half pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(rect)
    if edge is not None:
        area.adjust(width / 2, width / 2, -width / 2, -width / 2)
        pen = QPen(edge, width)
        if dashed:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4 / width * 1.5, 3 / width * 1.5])
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(fill)
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def paint_stage_badge(painter: QPainter, rect: QRect | QRectF, position: int, count: int) -> None:
    """Paint a stage's number in a rounded square of its colour, as large as `rect` allows."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    square = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    paint_box(
        painter, square, fill=theme().stage_colour(position, count), radius=side * style.CORNER_BADGE / 20
    )
    font = QFont(theme().font("small", weight=700))  # a copy: the theme keeps its own
    font.setPixelSize(max(round(side * (0.62 if position < 10 else 0.52)), 8))
    painter.setFont(font)
    painter.setPen(theme().colour("onstage"))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(position))


def paint_stage(
    painter: QPainter,
    rect: QRect | QRectF,
    position: int,
    count: int,
    name: str,
    *,
    tone: str = "ink2",
    mirrored: bool = False,
) -> None:
    """Paint a stage as it is always written: its badge, then its short name."""
    area = QRectF(rect)
    side = theme().px(20)
    left = area.right() - side if mirrored else area.left()
    paint_stage_badge(painter, QRectF(left, area.center().y() - side / 2, side, side), position, count)
    words = area.adjusted(0, 0, -side - 8, 0) if mirrored else area.adjusted(side + 8, 0, 0, 0)
    paint_text(painter, words, name, tone=tone, mirrored=mirrored)


def paint_sign(
    painter: QPainter,
    rect: QRect | QRectF,
    icon: str,
    text: str,
    *,
    tone: str,
    face: str = "body",
    weight: int = 600,
    mirrored: bool = False,
) -> int:
    """Paint an icon and words in one colour; returns the width taken in px."""
    area = QRectF(rect)
    side = theme().px(16)
    left = area.right() - side if mirrored else area.left()
    box = QRectF(left, area.center().y() - side / 2, side, side)
    paint_icon(painter, icon, box, theme().colour(tone), side)
    gap = side + 6
    words = area.adjusted(0, 0, -gap, 0) if mirrored else area.adjusted(gap, 0, 0, 0)
    return gap + paint_text(painter, words, text, face=face, tone=tone, weight=weight, mirrored=mirrored)


def paint_temperature(
    painter: QPainter, rect: QRect | QRectF, temperature: str, *, mirrored: bool = False
) -> int:
    """Paint Hot, Warm or Cold as icon and word; nothing for an unknown temperature."""
    word = temperature_word(temperature)
    if not word:
        return 0
    tone = TEMPERATURE_TOKENS[temperature][0]
    icon = TEMPERATURE_ICONS[temperature]
    return paint_sign(painter, rect, icon, word, tone=tone, weight=500, mirrored=mirrored)


def paint_stuck(painter: QPainter, rect: QRect | QRectF, text: str, *, mirrored: bool = False) -> int:
    """Paint "stuck 31 days": hourglass and words."""
    return paint_sign(painter, rect, "hourglass", text, tone="warn", face="small", mirrored=mirrored)


def paint_tick(
    painter: QPainter, rect: QRect | QRectF, *, on: bool, round_: bool = True, hovered: bool = False
) -> None:
    """Paint a tick circle (a follow-up's done mark) or tick box, as large as `rect` allows."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    radius = side / 2 if round_ else side * style.CORNER_TICK / 16
    if on:
        paint_box(painter, box, fill=theme().colour("accent"), radius=radius)
        inner = round(side * 0.66)
        paint_icon(painter, "check", box, theme().colour("onaccent"), inner)
    else:
        fill = theme().colour("hover" if hovered else "surface")
        edge = theme().colour("accent" if hovered else "linestrong")
        paint_box(painter, box, fill=fill, edge=edge, radius=radius, width=1.5)


def paint_avatar(painter: QPainter, rect: QRect | QRectF, name: str) -> None:
    """Paint a person's initials on a disc whose tint always is the same for the same name."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    disc = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    ink, ground = avatar_colours(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(disc)
    font = QFont(theme().font("small", weight=600))
    font.setPixelSize(max(round(side * 0.38), 8))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name that begin with a letter or figure."""
    words = [word.lstrip("\"'“‘(") for word in one_line(name).split()]
    letters = [word[0] for word in words if word and word[0].isalnum()]
    if not letters:
        return "?"
    return (letters[0] + letters[-1] if len(letters) > 1 else letters[0]).upper()


def avatar_colours(name: str) -> tuple[QColor, QColor]:
    """The colour of the letters and of the disc for a name."""
    seed = sum((index + 1) * ord(letter) for index, letter in enumerate(name[:40]))
    colours = style.stage_colours(7, theme().dark)
    ink = colours[(0, 6, 4, 2, 5, 1, 3)[seed % 7]]
    surface = theme().css("surface")
    ground = surface if theme().look.contrast else style.mixed(ink, surface, 0.22 if theme().dark else 0.14)
    if style.contrast(ink, ground) < 4.5:
        ink = theme().css("ink")
    return QColor(ink), QColor(ground)


def paint_ring(
    painter: QPainter, rect: QRect | QRectF, share: float, tone: str, text: str = "", width: float = 3.0
) -> None:
    """Paint the answer-now ring: `share` (0 to 1) of it filled in `tone`, the time written inside."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    half = width / 2 + 0.5
    circle = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    circle.adjust(half, half, -half, -half)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme().pen("line", width))
    painter.drawEllipse(circle)
    pen = theme().pen(tone, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    part = min(max(share, 0.0), 1.0)
    if part > 0:
        painter.drawArc(circle, 90 * 16, -round(part * 360 * 16))
    if text:
        font = QFont(theme().font("small", weight=700))
        font.setPixelSize(max(round(side * 0.29), 8))
        painter.setFont(font)
        painter.setPen(theme().colour("ink"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_progress(
    painter: QPainter, rect: QRect | QRectF, share: float, colour: QColor | None = None
) -> None:
    """Paint a progress line: a rounded groove, filled to `share` (0 to 1)."""
    area = QRectF(rect)
    radius = area.height() / 2
    paint_box(painter, area, fill=theme().colour("line"), radius=radius)
    part = min(max(share, 0.0), 1.0)
    if part > 0:
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(path)
        filled = QRectF(area.x(), area.y(), max(area.width() * part, area.height()), area.height())
        paint_box(painter, filled, fill=colour or theme().colour("accent"), radius=radius)
        painter.restore()
