"""From forms to days: what a time expression means on the document's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.resolve.times.amounts import length_value
from dragoman.resolve.times.forms import (
    AsTold,
    Clock,
    Era,
    Fixed,
    Form,
    Inside,
    Length,
    MonthDay,
    Moved,
    NamedDay,
    Portion,
    Recurring,
    Repeat,
    Slice,
    Steps,
    Through,
    Vague,
    Weekday,
    Yearless,
)
from dragoman.resolve.times.periods import (
    Period,
    add_days,
    day_period,
    make_date,
    period_of,
    portion,
    spanning,
    step,
)
from dragoman.resolve.times.recurring import Frame, Tense, again, as_told, in_year, weekday


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved expression: TIMEX3 type, value and modifier, and the days it covers if it covers any."""

    type: str
    value: str
    first: date | None = None
    last: date | None = None
    precision: str | None = None
    mod: str | None = None
    period: Period | None = None


def resolve(form: Form, frame: Frame, tense: Tense | None) -> Meaning:
    """What a form means.

    Args:
        form: What the expression says.
        frame: The document's date and the time told before.
        tense: Tense of the clause it stands in, None where not known.

    Returns:
        The meaning; its value is "" where it needs a date that is not known.
    """
    if isinstance(form, Vague):
        return Meaning("DATE", form.value)
    if isinstance(form, Repeat):
        return Meaning("SET", form.value)
    if isinstance(form, Length):
        return _length(form, frame)
    if isinstance(form, Clock):
        return _clock(form, frame, tense)
    if isinstance(form, Through):
        return _through(form, frame, tense)
    period = find_period(form, frame, tense)
    if period is None:
        if isinstance(form, Steps) and form.then and frame.told and frame.told.precision != "range":
            # "In 2020 the king died; his son was crowned the following month": as near as the text allows.
            return Meaning("DATE", "", frame.told.first, frame.told.last, frame.told.precision, "APPROX")
        return Meaning("DATE", _unplaced(form), mod=_mod(form))
    value = find_value(form, frame, tense) or period.value
    return Meaning("DATE", value, period.first, period.last, period.precision, _mod(form), period)


def _mod(form: Form) -> str | None:
    if isinstance(form, Portion):
        return {"EARLIER": "BEFORE", "LATER": "AFTER"}.get(form.part, form.part)
    if isinstance(form, Steps):
        return form.mod
    return None


def _unplaced(form: Form) -> str:
    """The value of what lacks a year or week, "" for what is wholly relative."""
    if isinstance(form, AsTold):
        return _unplaced(form.base)
    if isinstance(form, Yearless) and form.shift is None:
        return f"XXXX-{form.month:02d}" + (f"-{form.day:02d}" if form.day else "")
    if isinstance(form, Weekday) and form.shift is None:
        return f"XXXX-WXX-{form.day}"
    if isinstance(form, Recurring) and form.shift is None and form.code != "WE":
        return f"XXXX-{form.code}"
    if isinstance(form, NamedDay) and form.shift is None and "-" in form.rule and form.rule[0].isdigit():
        month, _, day = form.rule.partition("-")
        return f"XXXX-{int(month):02d}-{int(day):02d}"
    return ""


def find_value(form: Form, frame: Frame, tense: Tense | None) -> str | None:
    """A value other than the period's own: a part of a time has the value of the whole."""
    if isinstance(form, Portion):
        whole = find_period(form.whole, frame, tense)
        return whole.value if whole else None
    return None


def find_period(form: Form, frame: Frame, tense: Tense | None) -> Period | None:
    """The days a form covers, None where they cannot be known."""
    match form:
        case Fixed(year, month, day):
            first = make_date(year, month or 1, day or 1)
            return period_of(first, "year" if month is None else "month" if day is None else "day") if first else None
        case Era(year, unit):
            first = make_date(year)
            return period_of(first, unit) if first else None
        case Weekday():
            return weekday(form, frame, tense)
        case Steps(unit, count, then, _):
            return _steps(unit, count, frame.history if then is None else then, frame)
        case Inside(part, whole):
            outer = find_period(whole, frame, tense)
            return _inside(part, outer) if outer else None
        case Moved(base, count, unit):
            outer = find_period(base, frame, tense)
            return period_of(step(outer.first, unit, count), outer.unit) if outer and outer.unit != "range" else None
        case Portion(part, whole):
            outer = find_period(whole, frame, tense)
            return _portion(outer, part, frame) if outer else None
        case Slice(nth, count, unit, whole):
            outer = find_period(whole, frame, tense)
            return _slice(outer, nth, count, unit) if outer else None
        case AsTold(base, following):
            return as_told(base, frame.told, following) if frame.told else again(base, frame, tense)
        case Recurring() | Yearless() | NamedDay() | MonthDay():
            return again(form, frame, tense)
        case Clock(_, day) if day is not None:
            return find_period(day, frame, tense)
        case Through():
            return _through(form, frame, tense).period
    return None


def _steps(unit: str, count: int, then: bool, frame: Frame) -> Period | None:
    anchor = frame.dct
    if then and frame.told:
        told = frame.told
        if unit in ("day", "week", "weekend") and (told.last - told.first).days > (0 if unit == "day" else 6):
            if frame.day is None or frame.day.first.year != told.first.year:
                return None
            told = frame.day
        if unit == "month" and told.unit in ("year", "decade", "century"):
            return None
        anchor = told.first
    if anchor is None:
        return None
    return period_of(step(anchor, unit, count), unit)


def _inside(part: Form, whole: Period) -> Period | None:
    if isinstance(part, Weekday):
        return day_period(add_days(whole.first, part.day - 1)) if whole.unit == "week" else None
    if isinstance(part, MonthDay):
        day = make_date(whole.first.year, whole.first.month, part.day)
        return day_period(day) if day and whole.unit == "month" else None
    if isinstance(part, Yearless | Recurring | NamedDay):
        return in_year(part, whole.first.year)
    return None


def _portion(whole: Period, part: str, frame: Frame) -> Period:
    if part not in ("EARLIER", "LATER"):
        return portion(whole, part)
    now = frame.dct
    if now is None or not whole.first <= now <= whole.last:
        now = frame.told.first if frame.told and whole.first <= frame.told.first <= whole.last else None
    if now is None or whole.unit == "day":
        return whole
    return Period(whole.first, now, "range") if part == "EARLIER" else Period(now, whole.last, "range")


def _slice(whole: Period, nth: int, count: int, unit: str) -> Period:
    if nth == 0:
        return period_of(whole.first, unit)
    if unit == "half" and whole.unit != "year":
        middle = add_days(whole.first, (whole.last - whole.first).days // 2)
        if whole.unit in ("decade", "century"):
            middle = date(middle.year, 12, 31) if middle.month > 6 else date(middle.year - 1, 12, 31)
        if nth == 1:
            return Period(whole.first, middle, "range")
        return Period(add_days(middle, 1), whole.last, "range")
    first = step(add_days(whole.last, 1), unit, -count) if nth < 0 else step(whole.first, unit, (nth - 1) * count)
    last = add_days(step(first, unit, count), -1)
    if count == 1 and unit != "week":
        return period_of(first, unit)
    return Period(first, last, "range")


def _through(form: Through, frame: Frame, tense: Tense | None) -> Meaning:
    first, last = find_period(form.first, frame, tense), find_period(form.last, frame, tense)
    if first and last and last.last < first.first:
        moved = Frame(frame.dct, first, None, True)
        last = find_period(form.last, moved, tense)
    period = spanning(first, last) if first and last else None
    if first is None or last is None or period is None:
        return Meaning("DATE", "")
    unit = first.unit if first.unit == last.unit else "range"
    value = f"{first.value}/{last.value}" if unit in ("day", "year", "decade", "century") else period.value
    return Meaning("DATE", value, period.first, period.last, "range", None, period)


def _length(form: Length, frame: Frame) -> Meaning:
    value = length_value(form.count, form.unit)
    if not form.side or frame.dct is None or form.unit in ("hour", "minute", "second"):
        return Meaning("DURATION", value, mod=form.mod)
    now, far = frame.dct, None
    if form.count is not None:
        unit, count = {"millennium": ("century", 10), "fortnight": ("week", 2)}.get(form.unit, (form.unit, 1))
        far = step(now, unit, form.side * round(form.count * count))
    first, last = (far, now) if form.side < 0 else (now, far)
    return Meaning("DURATION", value, first, last, "range", form.mod)


def _clock(form: Clock, frame: Frame, tense: Tense | None) -> Meaning:
    if form.day is not None:
        day = find_period(form.day, frame, tense)
        unplaced = _unplaced(form.day)
    else:
        told = frame.told if frame.told and frame.told.unit == "day" else None
        day = told or (day_period(frame.dct) if frame.dct else None)
        unplaced = ""
    if not form.time[0].isdigit():
        # The finest precision of records is the day: a part of one is kept as a modifier.
        known = day if day and day.unit == "day" else None
        if known is None:
            return Meaning("DATE", unplaced, mod=form.time)
        return Meaning("DATE", known.value, known.first, known.last, "day", form.time, known)
    if day is None or day.unit != "day":
        return Meaning("TIME", f"{unplaced}T{form.time}" if unplaced else "")
    return Meaning("TIME", f"{day.value}T{form.time}", day.first, day.last, "day", None, day)
