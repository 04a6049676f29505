"""Secrets in foreign text, replaced by placeholders."""
