"""Scripts that import one another do so by names with a hash, as they are stored for browsers."""

import re

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from config.static_files import StaticFiles

STUDIO = "js/studio"


def test_modules_import_one_another_by_names_that_may_be_kept_for_good(tmp_path):
    sources = FileSystemStorage(settings.BASE_DIR / "static")
    folder = settings.BASE_DIR / "static" / STUDIO
    names = [f"{STUDIO}/{path.name}" for path in folder.glob("*.js")]
    stored = StaticFiles(location=tmp_path, base_url="/static/")
    for path in folder.glob("*.js"):
        stored.save(f"{STUDIO}/{path.name}", ContentFile(path.read_bytes()))
    list(stored.post_process({name: (sources, name) for name in names}))
    main = (tmp_path / stored.hashed_files[f"{STUDIO}/main.js"]).read_text()
    imported = re.findall(r'^import\b.*"([^"]+)";$', main, re.MULTILINE)
    assert len(imported) == len(re.findall(r"^import\b", (folder / "main.js").read_text(), re.MULTILINE)) > 0
    assert all(re.fullmatch(r"(?:\./|/static/js/studio/)\w+\.[0-9a-f]{12}\.js", name) for name in imported)
    assert all((tmp_path / STUDIO / name.rsplit("/", 1)[-1]).exists() for name in imported)
