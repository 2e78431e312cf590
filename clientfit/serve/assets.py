"""The scripts and styles a page loads: compressed once, kept in memory, cached for good."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

SUFFIXES = frozenset({".js", ".css", ".svg", ".woff", ".woff2", ".ttf"})
"""The only kinds of file ever given away."""

WORTH_COMPRESSING = frozenset({".js", ".css", ".svg"})

PACKED_FROM = ("voila", "ipywidgets", "jupyterlab_widgets", "anywidget")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes over the wire."""

    kind: str
    plain: bytes
    packed: bytes | None


def edition() -> str:
    """A short name for the installed versions.

    It stands in every address, so a browser may keep a file for good and still never mixes
    the files of two versions.
    """
    names = "\n".join(f"{name} {version(name)}" for name in PACKED_FROM)
    return hashlib.sha256(names.encode()).hexdigest()[:12]


def locate(roots: tuple[Path, ...], name: str) -> Path | None:
    """The file of that name below one of the roots; None for anything else on this machine."""
    for root in roots:
        path = (root / name).resolve()
        if path.suffix in SUFFIXES and path.is_relative_to(root) and path.is_file():
            return path
    return None


@lru_cache(maxsize=512)
def load(path: Path, changed_ns: int) -> Asset:
    """Read and compress a file; ``changed_ns`` makes an edited file count as another."""
    del changed_ns
    plain = path.read_bytes()
    kind = mimetypes.types_map.get(path.suffix, "application/octet-stream")
    packed = gzip.compress(plain, 6) if path.suffix in WORTH_COMPRESSING else None
    return Asset(kind=kind, plain=plain, packed=packed)


class AssetHandler(RequestHandler):  # type: ignore[misc]
    """Gives away the scripts and styles below some folders, and nothing else."""

    def initialize(self, roots: tuple[Path, ...]) -> None:
        """Take the folders, most important first."""
        self.roots = roots

    def get(self, name: str) -> None:
        """Send one file."""
        path = locate(self.roots, name)
        if path is None:
            raise HTTPError(404)
        asset = load(path, path.stat().st_mtime_ns)
        self.set_header("Content-Type", asset.kind)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Vary", "Accept-Encoding")
        if asset.packed and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(asset.packed)
            return
        self.finish(asset.plain)

    head = get
