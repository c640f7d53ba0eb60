"""Where the front-end files of npm come from, and how static files are named and compressed.

The packages of node_modules hold hundreds of files we never serve, and maps that point nowhere, which break a manifest
storage: only the files listed here leave it. To serve a new one, add its line to `FICHIERS_NPM`.
"""

import builtins
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Prefix under /static/ → (folder inside node_modules, files served from it).
FICHIERS_NPM: dict[str, tuple[str, tuple[str, ...]]] = {
    "vendor/tabler": ("@tabler/core/dist", ("css/tabler.min.css", "js/tabler.min.js")),
    "vendor/tom-select": (
        "tom-select/dist",
        ("css/tom-select.bootstrap5.min.css", "js/tom-select.complete.min.js"),
    ),
}


class NodeModulesFinder(BaseFinder):
    """Finds the files of `FICHIERS_NPM`, and no other, in the project's node_modules."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        """Prepare one storage per package; the folder itself may come later (`npm ci`)."""
        self.racine = Path(settings.BASE_DIR) / "node_modules"
        self.stockages: dict[str, FileSystemStorage] = {}
        for prefix, (folder, _) in FICHIERS_NPM.items():
            storage = FileSystemStorage(location=self.racine / folder)
            storage.prefix = prefix  # type: ignore[attr-defined]
            self.stockages[prefix] = storage

    def check(self, **kwargs: Any) -> builtins.list[CheckMessage]:
        """Nothing to check at start: a production image keeps the collected files, not node_modules."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the absolute path of a listed file (a list when `find_all`), or an empty list."""
        find_all = find_all or bool(kwargs.get("all"))  # the name that Django gave it before 5.2
        for prefix, (folder, files) in FICHIERS_NPM.items():
            name = path.removeprefix(f"{prefix}/")
            if name != path and name in files and (self.racine / folder / name).is_file():
                found = str(self.racine / folder / name)
                return [found] if find_all else found
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield (path inside the package, storage) for collectstatic.

        Raises:
            ImproperlyConfigured: a listed file is missing, which would otherwise show as a page without its look.
        """
        patterns = [*(ignore_patterns or ())]
        for prefix, (folder, files) in FICHIERS_NPM.items():
            for name in files:
                if not (self.racine / folder / name).is_file():
                    raise ImproperlyConfigured(
                        f"Le fichier node_modules/{folder}/{name} est absent : lancez « npm ci » avant collectstatic."
                    )
                if not utils.matches_patterns(f"{prefix}/{name}", patterns):
                    yield name, self.stockages[prefix]


class StockageStatique(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip copies.

    Source maps are not followed (packages name some that they do not ship) and brotli is off: it makes collectstatic
    ten times slower for a few kilobytes that browsers then keep for a year.
    """

    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """Gzip only."""
        return Compressor(**{**kwargs, "use_brotli": False})
