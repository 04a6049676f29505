"""The code patterns over a project, as a linter: which are looked for, where, what the user has asked to be silent."""
