"""Bytes of documents, tables and calendar files. What stands in them is each room's `exports.py`."""
