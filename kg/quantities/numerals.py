"""Printed numbers as exact decimals (数字的读法): 1,200.00, 1.4531万, 三百二十, 百分之九十五.

Nothing is rounded: a scale word moves the decimal point, a percentage keeps its face value.  A run of more
digits than any budget has (a telephone or document number) is no number.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kg.quantities.units import unit_pattern
from kg.quantities.words import SCALES

#: More digits than this are an identifier.
MAX_DIGITS = 15
_DIGIT = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACE = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = {"万": 10**4, "亿": 10**8}

_NO_SCALE = {"百": "(?!分)", "千": "(?!米|克|瓦|伏|卡|赫|帕)"}
#: 百 of 百分点, 千 of 千米 and the like are no scale words; 10个亿元村 are ten, 2个亿 and 2个亿元以上 an amount.
SCALE = (
    "(?:"
    + "|".join(
        word
        + (
            "(?=(?:元|吨|斤|人次)?(?:以[上下内]|左右)?(?:$|[^一-龥]|的))"
            if word == "个亿"
            else _NO_SCALE.get(word[-1], "")
        )
        for word in sorted(SCALES, key=lambda word: (-len(word), word))
    )
    + ")"
)
PLAIN = rf"(?:[0-9]{{1,{MAX_DIGITS}}}(?:,[0-9]{{3}})*(?:\.[0-9]{{1,12}})?)"
#: 1.2万, 3亿2000万, 1万5千, 1万2000; 10余万 is taken apart by the scanner.
ARABIC = rf"{PLAIN}(?:{SCALE}(?:{PLAIN}{SCALE}){{0,3}}(?:(?<=万)[0-9]{{4}}(?![0-9.,年]))?)?"
CHINESE = (
    "(?:[一二两三四五六七八九][〇零一二两三四五六七八九十百千万亿]*|"
    "十[一二三四五六七八九]?(?:[万亿][〇零一二两三四五六七八九十百千万]*)?)"
)
CHINESE_PERCENT = (
    "百分(?:之(?=.))?(?P<of_hundred>百|(?<=之)[〇零一二两三四五六七八九十百点]+"
    rf"|(?<=之){PLAIN})"
    # 九成, 八成五以上: tenths, where nothing else begins with 成
    "|(?P<of_ten>[一二三四五六七八九]成[一二三四五六七八九半]?)(?=$|及?以[上下内]|左右|[，；。、（）])"
)
COUNTED = unit_pattern(chinese_numerals=True)

_PIECE = re.compile(rf"({PLAIN})({SCALE})?")


def scaled(value: Decimal, printed_scale: str) -> Decimal:
    """Multiply by a scale word without rounding.

    Examples:
        >>> scaled(Decimal("1.5"), "万"), scaled(Decimal("2.0"), "亿")
        (Decimal('15000'), Decimal('200000000'))

    """
    return _moved(f"{value:f}", SCALES[printed_scale])


def _moved(digits: str, places: int) -> Decimal:
    """Multiply by a power of ten without rounding and without an exponent."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    if places:
        fraction = fraction.ljust(places, "0")
        whole, fraction = whole + fraction[:places], fraction[places:].rstrip("0")
    whole = whole.lstrip("0") or "0"
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def arabic_value(printed: str) -> Decimal:
    """Read digits with their scale words.

    Args:
        printed: Folded text that matches ``ARABIC``, 余 and 多 taken out.

    Examples:
        >>> arabic_value("1.4531万"), arabic_value("1,200.00"), arabic_value("1万5千")
        (Decimal('14531'), Decimal('1200.00'), Decimal('15000'))
        >>> arabic_value("128.49亿")
        Decimal('12849000000')

    """
    pieces = [_moved(piece[1], SCALES.get(piece[2] or "", 0)) for piece in _PIECE.finditer(printed)]
    return pieces[0] if len(pieces) == 1 else sum(pieces[1:], pieces[0])


def chinese_value(printed: str) -> Decimal | None:
    """Read a Chinese numeral; ``None`` where the characters make no number.

    Examples:
        >>> chinese_value("三百二十"), chinese_value("两千"), chinese_value("十二万"), chinese_value("二〇二五")
        (Decimal('320'), Decimal('2000'), Decimal('120000'), Decimal('2025'))
        >>> chinese_value("百点") is None
        True

    """
    if not printed:
        return None
    if len(printed) > 1 and all(character in _DIGIT for character in printed):
        return Decimal("".join(str(_DIGIT[character]) for character in printed)) if len(printed) > 2 else None
    total = section = digit = 0
    for character in printed:
        if character in _DIGIT:
            digit = _DIGIT[character]
        elif character in _PLACE:
            section += (digit or 1) * _PLACE[character]
            digit = 0
        elif character in _MYRIAD:
            total = (total + section + digit) * _MYRIAD[character]
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit)


def tenths(printed: str) -> Decimal:
    """Read tenths as a face value in percent.

    Examples:
        >>> tenths("九成"), tenths("八成五"), tenths("六成半")
        (Decimal('90'), Decimal('85'), Decimal('65'))

    """
    rest = printed[2:]
    return Decimal(10 * _DIGIT[printed[0]] + (5 if rest == "半" else _DIGIT.get(rest, 0)))


def chinese_percent(printed: str) -> Decimal | None:
    """Read the words after 百分之 as a face value.

    Examples:
        >>> chinese_percent("九十五"), chinese_percent("九十九点五"), chinese_percent("百"), chinese_percent("95")
        (Decimal('95'), Decimal('99.5'), Decimal('100'), Decimal('95'))

    """
    if printed[0].isascii():
        return Decimal(printed.replace(",", ""))
    whole, point, fraction = printed.partition("点")
    value = Decimal(100) if whole == "百" else chinese_value(whole)
    if value is None or not point:
        return value
    if not fraction or any(character not in _DIGIT for character in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGIT[character]) for character in fraction))
