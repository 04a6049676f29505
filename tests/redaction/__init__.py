"""Secrets of every kind, made at run time, in every surrounding."""
