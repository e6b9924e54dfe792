#!/usr/bin/env python3
"""Make what an owner installs: the program as a folder, and from it an archive and a Debian package.

    .venv/bin/python packaging/build.py [--no-deb] [--out FOLDER]

Needs the environment of dev.py and PyInstaller in it. Tried on Debian 12 only; see RELEASING.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "lifecycle-desktop"
APPLICATION_ID = "org.lifecycledesktop.LifecycleDesktop"
# The least that Qt needs from the system; the rest travels in the folder.
DEPENDS = (
    "libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0, libglib2.0-0, "
    "libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxkbcommon-x11-0"
)
# Symbols that only a debugger wants. Never numpy's: its libraries are patched and break.
STRIPPABLE = ("libpython", "sqlcipher3", "kiwisolver")


def main() -> int:
    """Build everything that this system can build and print where it lies."""
    parser = argparse.ArgumentParser(description="Build Lifecycle Desktop for this system.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--no-deb", action="store_true", help="leave the Debian package out")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    folder = freeze(chosen.out)
    made = [archive(folder, chosen.out)]
    if not chosen.no_deb and sys.platform.startswith("linux"):
        if shutil.which("dpkg-deb"):
            made.append(debian_package(folder, chosen.out))
        else:
            print("No Debian package: dpkg-deb is not here.")
    sums = chosen.out / "SHA256SUMS"
    sums.write_text(
        "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    )
    for path in [folder, *made, sums]:
        print(path)
    return 0


def version() -> str:
    """The version that the package carries."""
    text = (ROOT / "lifecycle_desktop/__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise SystemExit("lifecycle_desktop/__init__.py names no version.")
    return found.group(1)


def freeze(out: Path) -> Path:
    """The folder that runs without Python, made by PyInstaller and tried once."""
    work = out / "build"
    command: list[str | Path] = ["-m", "PyInstaller", "--noconfirm", "--distpath", out, "--workpath", work]
    subprocess.run(
        [sys.executable, *command, ROOT / "packaging/lifecycle_desktop.spec"], check=True, cwd=ROOT
    )
    folder = out / NAME
    if sys.platform.startswith("linux") and shutil.which("strip"):
        for path in folder.rglob("*.so*"):
            if any(part in path.as_posix() for part in STRIPPABLE) and not path.is_symlink():
                subprocess.run(["strip", "--strip-unneeded", path], check=False)
    program = folder / (NAME + (".exe" if os.name == "nt" else ""))
    subprocess.run([program, "models"], check=True, stdout=subprocess.DEVNULL)
    return folder


def archive(folder: Path, out: Path) -> Path:
    """The folder in one file, sorted and without the builder's name: same folder, same bytes."""
    system = f"{platform.system().lower()}-{platform.machine().lower()}"
    if os.name == "nt":
        made = shutil.make_archive(
            str(out / f"{NAME}-{version()}-{system}"), "zip", folder.parent, folder.name
        )
        return Path(made)
    target = out / f"{NAME}-{version()}-{system}.tar.xz"
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))

    def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        return entry

    with tarfile.open(target, "w:xz", preset=6) as stream:
        for path in sorted(folder.rglob("*")):
            stream.add(path, f"{NAME}/{path.relative_to(folder)}", recursive=False, filter=anonymous)
    return target


def debian_package(folder: Path, out: Path) -> Path:
    """The folder under /opt with its command, desktop entry, icon and metainfo."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "opt" / NAME, symlinks=True)
    command = tree / "usr/bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{NAME}/{NAME}")
    linux = ROOT / "packaging/linux"
    for source, target in (
        (linux / f"{APPLICATION_ID}.desktop", "usr/share/applications"),
        (linux / f"{APPLICATION_ID}.metainfo.xml", "usr/share/metainfo"),
        (ROOT / f"resources/icons/program/{APPLICATION_ID}.svg", "usr/share/icons/hicolor/scalable/apps"),
    ):
        (tree / target).mkdir(parents=True)
        shutil.copy(source, tree / target)
        (tree / target / source.name).chmod(0o644)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = tree / "DEBIAN/control"
    control.parent.mkdir()
    control.write_text(
        f"Package: {NAME}\nVersion: {version()}\nArchitecture: {architecture}\nSection: office\n"
        f"Priority: optional\nMaintainer: The Lifecycle Desktop authors <nobody@invalid>\n"
        f"Installed-Size: {size}\nDepends: {DEPENDS}\n"
        "Description: leads, stages, follow-ups and the marketing plan on one sheet\n"
        " Lifecycle Desktop works with no network at all; everything is in one file\n"
        " on your own computer, and everything can be undone.\n",
        encoding="utf-8",
    )
    target_file = out / f"{NAME}_{version()}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-b", tree, target_file], check=True)
    shutil.rmtree(tree)
    return target_file


if __name__ == "__main__":
    sys.exit(main())
