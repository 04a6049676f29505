"""Measurements that take longer than a test, or that judge more than right and wrong."""
