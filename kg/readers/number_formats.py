"""Numbers of a sheet as the sheet shows them: 0.95 in the format ``0%`` is printed ``95%``.

A number format (数字格式) has up to four sections, for numbers above, below and at zero, and for text. Kept from Excel:
rounding half up, grouping, percent, scaling by commas, literals between digits (``0!.0,`` shows 万), conditions,
dates. Not drawn: colours, padding, and a decimal point with no digit after it. Chinese digits (``[DBNum1]``) stay
Arabic, fractions (``# ?/?``) decimal; what is built in and depends on the country is taken as in China.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from kg.readers.date_formats import written_date
from kg.readers.format_tokens import Section, Token, sections

# numbers of formats that a Chinese Excel has built in and no file spells out
CHINESE_FORMATS = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_WIDTH = 11  # characters that the format General shows of a broken number


def displayed(value: float, code: str, *, from_1904: bool = False) -> str:
    """Write a number as its format shows it.

    Args:
        value: The number as stored, for a date the days since the epoch.
        code: The format, such as ``#,##0.00``.
        from_1904: The workbook counts its days from 1904.

    >>> displayed(0.95, "0%"), displayed(28028.68, "#,##0.00"), displayed(0.1 + 0.2, "General")
    ('95%', '28,028.68', '0.3')
    >>> displayed(45657, 'yyyy"年"m"月"d"日"'), displayed(45657, "yyyy-mm-dd")
    ('2024年12月31日', '2024-12-31')

    """
    number = Decimal(format(value, ".15g"))
    section, own_sign = _chosen(number, sections(code))
    if section.is_date:
        shown = written_date(value, section, from_1904=from_1904)
        return general(number) if shown is None else shown
    magnitude = abs(number) if number < 0 else number
    sign = "-" if number < 0 and not own_sign else ""
    if section.has("digit") and not any(token == Token("mark", "/") for token in section.tokens):
        return sign + _number(magnitude, section.tokens)
    if section.has("general", "digit") or section.is_text:
        return sign + "".join(
            general(magnitude) if t.kind in {"general", "digit"} or t == Token("mark", "@") else t.literal
            for t in _one_number(section.tokens)
        )
    return "".join(token.literal for token in section.tokens)


def displayed_text(words: str, code: str) -> str:
    """Write words as their format shows them: ``@"元"`` adds words, every other format leaves them alone.

    >>> displayed_text("3", '@"万元"'), displayed_text("无", "0.00")
    ('3万元', '无')
    >>> displayed_text("3", ";;;"), displayed_text("3", ";;")
    ('', '3')

    """
    found = sections(code)
    section = found[3] if len(found) > 3 else found[-1]
    # a fourth section is for words, shown or not
    if not section.is_text and (len(found) <= 3 or section.has("general", "digit", "date")):
        return words
    return "".join(words if token == Token("mark", "@") else token.literal for token in section.tokens)


def general(number: Decimal) -> str:
    """Write a number in the format General: whole numbers with all digits, others within eleven characters.

    >>> general(Decimal("0.333333333333333")), general(Decimal("4.89E+4")), general(Decimal("-12.50"))
    ('0.333333333', '48900', '-12.5')

    """
    if not number:
        return "0"
    if abs(number) >= Decimal("1e21") or abs(number) < Decimal("1e-9"):
        return f"{number.normalize():E}"
    if number != number.to_integral_value() and abs(number) >= Decimal("1e-4"):
        places = max(_WIDTH - 1 - len(str(abs(int(number)))), 0)
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _chosen(number: Decimal, found: tuple[Section, ...]) -> tuple[Section, bool]:
    """Return the section of a number and whether it draws the sign itself."""
    if any(section.condition for section in found):
        for section in found[:3]:
            if section.condition is None or _holds(number, *section.condition):
                return section, section.condition is not None and number < 0 and len(found) > 1
        return found[0], False
    if number < 0 and len(found) > 1:
        return found[1], True
    if number == 0 and len(found) > 2:
        return found[2], True
    return found[0], False


def _holds(number: Decimal, operator: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        ">": number > bound,
        "=": number == bound,
        "<=": number <= bound,
        ">=": number >= bound,
        "<>": number != bound,
    }[operator]


def _one_number(tokens: tuple[Token, ...]) -> list[Token]:
    """Put one token in the place of all that would draw the number."""
    kept: list[Token] = []
    for token in tokens:
        drawn = token.kind in {"digit", "general"} or token.text in {"/", "@"}
        if not drawn or not any(other.kind in {"digit", "general"} or other.text == "@" for other in kept):
            kept.append(token)
    return kept


def _number(number: Decimal, tokens: tuple[Token, ...]) -> str:
    last = max(at for at, token in enumerate(tokens) if token.kind == "digit")
    exponent_at = next((at for at, token in enumerate(tokens) if token.kind == "exponent"), len(tokens))
    mantissa = tokens[:exponent_at]
    point = next((at for at, token in enumerate(mantissa) if token == Token("mark", ".")), len(mantissa))
    whole, broken = mantissa[:point], mantissa[point + 1 :]
    digits = [at for at, token in enumerate(whole) if token.kind == "digit"]
    commas = [at for at, token in enumerate(whole) if token == Token("mark", ",")]
    with localcontext(prec=400):
        number = number.scaleb(2 * sum(token == Token("mark", "%") for token in tokens))
        # a comma after the last digit divides by a thousand, one between digits groups
        scaling = [at for at in commas if digits and at > digits[-1]]
        scaling += [at for at, token in enumerate(broken) if token == Token("mark", ",")]
        number = number.scaleb(-3 * len(scaling))
        places = sum(token.kind == "digit" for token in broken)
        exponent = 0
        if exponent_at < last and number:
            exponent = number.adjusted() - max(len(digits) - 1, 0)
            number = number.scaleb(-exponent)
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    integer, _, fraction = f"{number:f}".partition(".")
    grouped = any(digits and digits[0] < at < digits[-1] for at in commas)
    shown = _whole(integer.lstrip("0"), whole, grouped=grouped)
    shown += _fraction(fraction, broken, point < len(mantissa))
    if exponent_at == len(tokens):
        return shown
    width = sum(token.kind == "digit" for token in tokens[exponent_at:])
    sign = "-" if exponent < 0 else "+" if tokens[exponent_at].text.endswith("+") else ""
    return f"{shown}E{sign}{abs(exponent):0{width}d}" + "".join(token.literal for token in tokens[exponent_at + 1 :])


def _whole(integer: str, tokens: tuple[Token, ...], *, grouped: bool) -> str:
    """Fill the places before the decimal point from the right; the first place takes all digits that are left."""
    first = next((at for at, token in enumerate(tokens) if token.kind == "digit"), None)
    shown: list[str] = []
    count = 0

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            shown.append(",")
        shown.append(digit)
        count += 1

    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind != "digit":
            if token != Token("mark", ","):
                shown.append(token.literal[::-1])
            continue
        if integer:
            put(integer[-1])
            integer = integer[:-1]
        elif token.text == "0":
            put("0")
        while at == first and integer:
            put(integer[-1])
            integer = integer[:-1]
    return integer + "".join(shown)[::-1]


def _fraction(fraction: str, tokens: tuple[Token, ...], has_point: bool) -> str:
    shown: list[str] = []
    digits = 0
    drawn = False
    for token in tokens:
        if token.kind != "digit":
            if token != Token("mark", ","):
                shown.append(token.literal)
            continue
        rest = fraction[digits:]
        digits += 1
        if token.text == "0" or rest.strip("0"):
            shown.append(rest[:1])
            drawn = True
    return ("." if has_point and drawn else "") + "".join(shown)
