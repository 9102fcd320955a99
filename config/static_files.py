"""How styles and scripts are stored for browsers."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = (
    r"""(?P<matched>import(?P<words>[^;'"]*)['"](?P<url>\./[^'"]+)['"];)""",
    'import%(words)s"%(url)s";',
)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content, so that a browser keeps each file for good.

    Modules of ours import one another by such names as well. Django's own switch for that
    (`support_js_module_import_aggregation`) looks at all scripts, and a package brings one that imports what it lacks.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/studio/*.js", (IMPORTS,)))
