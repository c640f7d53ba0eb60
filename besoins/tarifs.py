"""BES-2: the arithmetic of a daily rate. Decimal euros excl. tax, rounded half-up to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
DIX_MILLIEME = Decimal("0.0001")


def tjm_vente(achat: Decimal, marge: Decimal) -> Decimal:
    """The rate billed (€ per day) for a rate paid and a margin, which is a share of the rate billed.

    Raises:
        ValueError: margin outside [0, 1), or a negative rate.
    """
    if not 0 <= marge < 1:
        raise ValueError("La marge doit être comprise entre 0 % et 100 % exclu.")
    if achat < 0:
        raise ValueError("Un TJM ne peut pas être négatif.")
    return (achat / (1 - marge)).quantize(CENT, ROUND_HALF_UP)


def tjm_achat(vente: Decimal, marge: Decimal) -> Decimal:
    """The rate one may pay (€ per day) for a rate billed and a margin. Raises ValueError like `tjm_vente`."""
    if not 0 <= marge < 1:
        raise ValueError("La marge doit être comprise entre 0 % et 100 % exclu.")
    if vente < 0:
        raise ValueError("Un TJM ne peut pas être négatif.")
    return (vente * (1 - marge)).quantize(CENT, ROUND_HALF_UP)


def marge(achat: Decimal, vente: Decimal) -> Decimal:
    """The margin (share of the rate billed, four decimals; negative when one sells below cost).

    Raises:
        ValueError: a rate billed of 0 or less.
    """
    if vente <= 0:
        raise ValueError("Le TJM de vente doit être positif.")
    return (1 - achat / vente).quantize(DIX_MILLIEME, ROUND_HALF_UP)
