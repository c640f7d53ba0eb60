"""Distances and places. Coordinates are WGS 84, in degrees; distances in kilometres."""

from math import asin, cos, radians, sin, sqrt

RAYON_TERRE_KM = 6371.0088


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance between two points, in km (haversine): `FRE-3` compares it with 50 km."""
    phi1, phi2 = radians(lat1), radians(lat2)
    a = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * RAYON_TERRE_KM * asin(min(1.0, sqrt(a)))


def localiser(code_postal: str, ville: str = "") -> tuple[str, float, float] | None:
    """Return (code of the département, latitude, longitude) of a postcode, or None when nothing is known of it.

    A postcode of Paris, Lyon or Marseille gives its arrondissement. Elsewhere `ville` chooses among the communes of one
    postcode; without it (or if it names none of them) the most populated one answers. A postcode that no commune has
    (a CEDEX) falls back to the commune that `ville` names in the département, then to the département's centre.
    """
    from referentiels.models import Commune, Departement

    code_postal = code_postal.replace(" ", "")
    departement = Departement.objects.du_code_postal(code_postal)
    if departement is None:
        return None
    commune = Commune.objects.du_code_postal(code_postal, ville) or departement.communes.nommee(ville)
    lieu = commune or departement
    return (commune.departement_id if commune else departement.code), lieu.latitude, lieu.longitude
