"""Currencies: their codes, their decimals, and how a text names one."""

from __future__ import annotations

import re

#: "No currency": a file that does not say which one it means.
UNSTATED = "XXX"

#: Currencies whose minor unit is not a hundredth (ISO 4217).
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = {
    **dict.fromkeys(_WITHOUT_DECIMALS.split(), 0),
    **dict.fromkeys(_THREE_DECIMALS.split(), 3),
}

_IN_USE = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
    SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI
    UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"""
#: All that are in use.
CODES = frozenset(_IN_USE.split())

#: Signs that mean one currency only. "$", "¥" and "kr" mean several, so they say nothing.
_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "₹": "INR", "₪": "ILS", "₩": "KRW", "₺": "TRY"}

_NAMES_SOMETHING = re.compile(r"[^\s\d.,()'+-]")
#: Signs that an amount may bear though they do not say which currency it is, or not by themselves.
_MORE_SIGNS = frozenset({"¥", "cn¥", "jp¥", "kr", "₱", "₫", "fcfa", "cfpf", "cg."})


def exponent(currency: str) -> int:
    """How many decimals the currency has: 2 for most, 0 for JPY, 3 for KWD.

    >>> exponent("EUR"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)
    """
    return _EXPONENTS.get(currency, 2)


def currency_in(text: str) -> str | None:
    """The currency that a cell, a header or an amount names, or None.

    >>> currency_in("United States Dollar - USD"), currency_in("Amount (EUR)"), currency_in("$ 5")
    ('USD', 'EUR', None)
    """
    if not _NAMES_SOMETHING.search(text):
        return None  # most amounts are bare
    folded = text.casefold()
    for sign, code in _SIGNS.items():
        if sign in folded:
            return code
    words = re.findall(r"[A-Za-z]+", text)
    known = [word.upper() for word in words if len(word) == 3 and word.upper() in CODES]
    whole = len(words) == 1
    exact = [word for word in known if whole or word in words]  # in a sentence: capitals only
    return exact[-1] if exact else None


def is_sign(letters: str) -> bool:
    """Whether letters beside an amount stand for a currency, whichever: "EUR", "kr", "US$".

    >>> is_sign("US$"), is_sign("%")
    (True, False)
    """
    dollars = letters.endswith("$") and len(letters) <= 3  # "$", "C$", "US$"
    return dollars or letters.upper() in CODES or letters.casefold() in {*_SIGNS, *_MORE_SIGNS}
