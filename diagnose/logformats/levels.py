"""The words and numbers that loggers write for severity."""

from __future__ import annotations

from diagnose.model import Level

_WORDS = {
    "trace": Level.DEBUG,
    "debug": Level.DEBUG,
    "dbug": Level.DEBUG,
    "verbose": Level.DEBUG,
    "silly": Level.DEBUG,
    "info": Level.INFO,
    "information": Level.INFO,
    "inf": Level.INFO,
    "default": Level.INFO,
    "http": Level.INFO,
    "notice": Level.INFO,
    "success": Level.INFO,
    "ok": Level.INFO,
    "warn": Level.WARNING,
    "warning": Level.WARNING,
    "wrn": Level.WARNING,
    "error": Level.ERROR,
    "err": Level.ERROR,
    "eror": Level.ERROR,
    "severe": Level.ERROR,
    "exception": Level.ERROR,
    "critical": Level.CRITICAL,
    "crit": Level.CRITICAL,
    "fatal": Level.CRITICAL,
    "panic": Level.CRITICAL,
    "alert": Level.CRITICAL,
    "emergency": Level.CRITICAL,
    "emerg": Level.CRITICAL,
    "d": Level.DEBUG,
    "i": Level.INFO,
    "w": Level.WARNING,
    "e": Level.ERROR,
    "c": Level.CRITICAL,
    "f": Level.CRITICAL,
}
HEAD_WORDS = (
    "TRACE|DEBUG|INFO|NOTICE|SUCCESS|WARNING|WARN|ERROR|ERR|SEVERE|EXCEPTION|CRITICAL|CRIT|FATAL|PANIC|EMERG|ALERT"
)
"""Those that a record's head is recognised by, as an alternation."""


def level_of_word(word: str) -> Level | None:
    """The level that a word means, whatever its case; None for any other word."""
    return _WORDS.get(word.strip().lower())


def level_of_number(number: int) -> Level | None:
    """The level of Python's numbers, which custom levels lie between."""
    if number < 5:
        return None
    for level in reversed(Level):
        if number >= level:
            return level
    return Level.DEBUG


def level_of_pino(number: int) -> Level:
    """The level of pino's and bunyan's numbers: 30 is info, 50 is error."""
    return level_of_number(number - 10) or Level.DEBUG


def level_of_syslog(number: int) -> Level:
    """The level of syslog's numbers: 0 is an emergency, 7 is debug."""
    if number <= 2:
        return Level.CRITICAL
    return {3: Level.ERROR, 4: Level.WARNING, 7: Level.DEBUG}.get(number, Level.INFO)
