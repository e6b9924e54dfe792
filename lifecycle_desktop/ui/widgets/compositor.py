"""Whether windows can be seen through: on X11 only with a compositor, everywhere else always."""

from __future__ import annotations

import ctypes
from functools import cache

from PySide6.QtGui import QGuiApplication


@cache
def can_be_seen_through() -> bool:
    """Whether the transparent parts of a window show what is behind it; without a compositor they are black."""
    return QGuiApplication.platformName() != "xcb" or _x11_compositor_runs()


def _x11_compositor_runs() -> bool:
    """Whether somebody owns the selection that compositors of the first screen own (EWMH, _NET_WM_CM_Sn)."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # not to be found out: as on most desktops
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.argtypes, x11.XInternAtom.restype = (
        (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int),
        ctypes.c_ulong,
    )
    x11.XGetSelectionOwner.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
    x11.XGetSelectionOwner.restype = ctypes.c_ulong
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    display = x11.XOpenDisplay(None)
    if not display:
        return True
    owner = x11.XGetSelectionOwner(display, x11.XInternAtom(display, b"_NET_WM_CM_S0", 0))
    x11.XCloseDisplay(display)
    return bool(owner)
