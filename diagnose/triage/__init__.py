"""Many logs at once: which distinct faults they hold, in how many files, since when."""
