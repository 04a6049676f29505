"""From a diagnosis to the confirmed cause, one check at a time: ``session`` decides, ``console`` asks."""
