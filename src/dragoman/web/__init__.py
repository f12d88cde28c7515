"""Pages and JSON over an archive: the list of documents, the reading page, the table of records."""

from dragoman.web.app import create_app

__all__ = ["create_app"]
