"""The index of the search: made at build time, read by ``assets/search.js`` in the browser."""

from site_builder.search.data import data_script

__all__ = ["data_script"]
