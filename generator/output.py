"""Every byte that reaches the disk goes through here.

Precious files (content, status lists, did.json) are written beside their place, flushed and
renamed, so that a kill leaves the old or the new. The output is derived: files with equal bytes are
left alone, others are overwritten in place, and a marker stands from the first write to the last,
so that nobody deploys half a site. Deleting first and renaming would cost several times more.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Self

from generator.errors import InsigniaError

MARKER = "BUILD-INCOMPLETE"
STAMP = ".nojekyll"  # tells GitHub Pages to publish as is, and this module that the folder is ours
STAMP_TEXT = b"Written by insignia build. Files added by hand are removed by the next build.\n"
_MARKER_TEXT = (
    b"This site was not built to the end: do not publish it. Run 'insignia build' again.\n"
)


def write_precious(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that readers and crashes see the old bytes or the new.

    Raises:
        InsigniaError: when the disk refuses; the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror}"
        raise InsigniaError(msg) from error


class Output:
    """One build's output folder; use as a context manager, which commits on success only."""

    def __init__(self, folder: Path) -> None:
        """Prepare to write below `folder`; nothing is touched yet."""
        self.folder = folder
        self.written = 0
        self._kept: set[str] = set()
        self._folders: set[Path] = set()
        self._is_whole = False

    def __enter__(self) -> Self:
        """Mark the folder as incomplete.

        Raises:
            InsigniaError: when the folder holds something else than an earlier build.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if any(self.folder.iterdir()) and not self._is_ours():
                msg = (
                    f"{self.folder} holds files that no build wrote, and a build removes what it "
                    "did not write: choose an empty folder with --out, or empty this one"
                )
                raise InsigniaError(msg)
            self._is_whole = not (self.folder / MARKER).exists()
            for name in (MARKER, STAMP):
                if (self.folder / name).is_symlink():
                    (self.folder / name).unlink()  # a link would lead out of the output
            (self.folder / MARKER).write_bytes(_MARKER_TEXT)
        except OSError as error:
            raise self._refused(self.folder, error) from error
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Remove what earlier builds left and the marker, if all went well."""
        if kind is None:
            self.write(STAMP, STAMP_TEXT)
            self._remove_leftovers()
            (self.folder / MARKER).unlink()

    def keep(self, name: str) -> bool:
        """Keep a file of the last build whose name says all of its content; False if it is gone.

        A build that was cut short may have left half of it, so nothing of such a build is kept.
        """
        path = Path(name)
        is_linked = any((self.folder / part).is_symlink() for part in (path, *path.parents))
        if is_linked or not self._is_whole or not (self.folder / path).is_file():
            return False
        self._kept.add(name)
        return True

    def write(self, name: str, data: bytes) -> None:
        """Write one file; `name` is relative, made by us, with forward slashes.

        Raises:
            InsigniaError: when two pages claim one name or the disk refuses.
        """
        if name in self._kept:
            msg = f"two pages would be written to {name}"
            raise InsigniaError(msg)
        self._kept.add(name)
        path = self.folder / name
        try:
            if path.parent not in self._folders:
                self._make_folder(path.parent)
            if path.is_symlink():
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
            if _holds(path, data):
                return
            path.write_bytes(data)
        except OSError as error:
            raise self._refused(path, error) from error
        self.written += 1

    def _make_folder(self, folder: Path) -> None:
        """Make a folder of the output, in place of whatever else stands there."""
        if folder != self.folder:
            self._make_folder(folder.parent)
            if folder.is_symlink() or folder.is_file():
                folder.unlink()  # a link would lead out of the output
        folder.mkdir(exist_ok=True)
        self._folders.add(folder)

    def _is_ours(self) -> bool:
        # The marker by name: a kill or a full disk may have left it empty. A build makes no links.
        marker, stamp = self.folder / MARKER, self.folder / STAMP
        return (marker.is_file() and not marker.is_symlink()) or (
            not stamp.is_symlink() and _holds(stamp, STAMP_TEXT)
        )

    def _remove_leftovers(self) -> None:
        for folder, folders, files in os.walk(self.folder, topdown=False):
            base = Path(folder)
            for file in files:
                name = (base / file).relative_to(self.folder).as_posix()
                if name not in self._kept and name != MARKER:
                    (base / file).unlink()
            for name in folders:
                child = base / name
                if child.is_symlink():
                    child.unlink()
                elif not any(child.iterdir()):
                    child.rmdir()

    def _refused(self, path: Path, error: OSError) -> InsigniaError:
        return InsigniaError(f"cannot write {path}: {error.strerror}")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # a rename is on disk only when its folder is
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
