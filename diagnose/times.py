"""Times as logs state them, read where date and time are both known. Nothing is added to what stands there."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from diagnose.lazy import regex

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:[.,:](?P<fraction>\d{1,9}))?"
_ZONE = r"(?: ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_FORMS = (
    regex(rf"(?P<year>\d{{4}})[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)(?:T|[ ,]{{1,2}}|-){_CLOCK}{_ZONE}"),
    regex(rf"(?P<day>\d{{1,2}})[-/ ](?P<name>[A-Z][a-z]{{2}})[-/ ](?P<year>\d{{4}})[ :]{_CLOCK}{_ZONE}"),
    regex(rf"(?P<name>[A-Z][a-z]{{2}}) {{1,2}}(?P<day>\d{{1,2}}),? (?P<year>\d{{4}}),? {_CLOCK}{_ZONE}"),
    regex(rf"(?:[A-Z][a-z]{{2}} )?(?P<name>[A-Z][a-z]{{2}}) {{1,2}}(?P<day>\d{{1,2}}) {_CLOCK} (?P<year>\d{{4}})"),
)
_SINCE_1970 = regex(r"(\d{10})(?:\.(\d{1,9})|(\d{3}|\d{6}|\d{9}))?")
_LONGEST = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def instant(stated: str) -> datetime | None:
    """The moment that is stated, in UTC where the zone is stated too and without a zone where it is not.

    None for anything else: a time without a date, a date without a year, a day and month that could be either, a
    zone's local abbreviation.
    """
    text = stated[:_LONGEST].strip().removeprefix("[").removesuffix("]").strip()
    if found := _SINCE_1970.fullmatch(text):
        digits = (found[2] or found[3] or "0").ljust(6, "0")[:6]
        return _EPOCH + timedelta(seconds=int(found[1]), microseconds=int(digits))
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _moment(found.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    name = parts.get("name")
    year, day, hour, minute, second = (int(parts[part] or 0) for part in ("year", "day", "hour", "minute", "second"))
    fraction = int((parts["fraction"] or "0").ljust(6, "0")[:6])
    try:
        month = _MONTHS.index(name) + 1 if name else int(parts["month"] or 0)
        moment = datetime(year, month, day, hour, minute, second, fraction)
        zone = _zone(parts.get("zone"))
        return moment if zone is None else moment.replace(tzinfo=zone).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None  # no such day, or the edge of the calendar


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timezone.utc
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
