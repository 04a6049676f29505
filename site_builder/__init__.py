"""The published catalogue: a static site made of the playbooks. ``nox -s docs`` builds it into ``site/``.

A tool of the checkout, not of the package. The pages need no server, no network and no script but their own: they work
from a folder on disk and below any address of a host.
"""
