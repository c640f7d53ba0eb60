"""The content of an anonymised CV, built from allowed fields only (FRE-4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects

from freelances.cv_anonyme.identite import identite_de
from freelances.cv_anonyme.nettoyage import nettoyer
from freelances.cv_anonyme.reperage import Portee, Repereur
from freelances.cv_anonyme.societes import annuaire
from freelances.enums import Disponibilite, Teletravail
from freelances.models import Experience, Freelance, FreelanceCompetence
from samba.listes.formats import date_fr, pluriel

Contenu = dict[str, Any]
AUTRES = "Autres"  # where a client reads the skills that have no theme yet

RELATIONS = (
    "departement__region",
    "references",
    "competences__competence__theme",
    "metiers__metier",
    "experiences__entreprise__secteur",
    "experiences__competences",
    "formations",
    "langues",
    "mobilites__region",
    "experiences__entreprise__precision_cv",
    "decisions_anonymat",
)


def charger(freelance: Freelance) -> Freelance:
    """A fresh copy of the freelance with all that the CV reads: a fixed number of queries."""
    frais = Freelance.objects.get(pk=freelance.pk)
    prefetch_related_objects([frais], *RELATIONS)
    return frais


def secteurs_par_employeur(freelance: Freelance) -> dict[int, str]:
    """What stands for each employer: its secteur, told apart when two of the file share it.

    First by what a person said of them ("Banque (groupe international)"), then by a number ("Banque (2)"). An employer
    without secteur gets "": `obstacles` refuses it.
    """
    employeurs = {e.entreprise_id: e.entreprise for e in freelance.experiences.all()}
    secteurs = {pk: e.secteur.nom if e.secteur else "" for pk, e in employeurs.items()}
    partages = Counter(secteurs.values())
    noms: dict[int, str] = {}
    vus: Counter[str] = Counter()
    for pk, secteur in secteurs.items():
        precision = getattr(employeurs[pk], "precision_cv", None)
        nom = (
            f"{secteur} ({precision.get_precision_display()})"
            if secteur and partages[secteur] > 1 and precision
            else secteur
        )
        vus[nom] += 1
        noms[pk] = f"{nom} ({vus[nom]})" if nom and vus[nom] > 1 else nom
    return noms


def repereur_de(freelance: Freelance) -> Repereur:
    """The finder that knows this freelance, loaded by `charger`."""
    return Repereur(identite_de(freelance, secteurs_par_employeur(freelance)), annuaire())


def construire(freelance: Freelance) -> Contenu:
    """The content of the CV, ready for JSON. Never a name, coordinates, a birth date, an address or a rate.

    Free text has lost what identifies; what only a person can settle stays in, and `obstacles` tells it.
    """
    frais = charger(freelance)
    repereur = repereur_de(frais)
    employeurs = repereur.identite.employeurs
    formations = list(frais.formations.all())

    def net(texte: str, portee: Portee = Portee.TOUT, lieux: bool = False) -> str:
        return nettoyer(texte, repereur, portee, lieux)

    return {
        "titre": net(frais.titre, lieux=True).replace("\n", " "),
        "resume": net(frais.resume, lieux=True),
        "experience_annees": frais.experience_annees,
        "metiers": [m.metier.nom for m in frais.metiers.all()],
        "competences": _competences(frais),
        **_tapees(frais),
        "experiences": [
            {
                "id": e.pk,
                "secteur": employeurs[e.entreprise_id],
                "periode": periode(e.debut, e.fin),
                "duree": duree(e.debut, e.fin),
                "role": net(e.role).replace("\n", " "),
                "description": net(e.description),
                "technologies": _technologies(e),
            }
            for e in frais.experiences.all()
        ],
        "formations": [
            {
                "intitule": net(f.intitule, Portee.DOSSIER),
                "etablissement": net(f.etablissement, Portee.ECOLE),
                "annee": f.annee,
                "niveau": f.get_niveau_display() if f.niveau else "",
            }
            for f in formations
            if not f.certification
        ],
        "certifications": [
            {"intitule": net(f.intitule, Portee.DOSSIER), "annee": f.annee} for f in formations if f.certification
        ],
        "langues": [
            {"langue": langue.get_langue_display(), "niveau": langue.get_niveau_display()}
            for langue in frais.langues.all()
        ],
        "disponibilite": disponibilite(frais),
        "mobilite": mobilite(frais),
        "teletravail": {Teletravail.PARTIEL: "Partiel", Teletravail.TOTAL: "Total"}.get(
            Teletravail(frais.teletravail), ""
        ),
    }


def _competences(freelance: Freelance) -> list[dict[str, Any]]:
    """Skills by theme, the best mastered first; the theme where the freelance is strongest comes first."""

    def theme(lien: FreelanceCompetence) -> str:
        return lien.competence.theme.nom if lien.competence.theme else AUTRES

    lues = sorted(freelance.competences.all(), key=lambda c: (theme(c), -c.niveau, c.competence.nom))
    groupes = []
    for nom, groupe in groupby(lues, key=theme):
        du_theme = list(groupe)
        groupes.append(
            {
                "theme": nom,
                "competences": [
                    {"nom": c.competence.nom, "niveau": c.get_niveau_display(), "rang": c.niveau} for c in du_theme
                ],
            }
        )
    return sorted(groupes, key=lambda g: (-sum(c["rang"] for c in g["competences"]), g["theme"]))


def _tapees(freelance: Freelance) -> dict[str, list[str]]:
    """The skills that nobody has verified: words typed by a person, read like any free text. Absent when none is."""
    experiences = [c for e in freelance.experiences.all() for c in e.competences.all()]
    toutes = [*(lien.competence for lien in freelance.competences.all()), *experiences]
    noms = sorted({c.nom for c in toutes if not c.verifiee})
    return {"tapees": noms} if noms else {}


def _technologies(experience: Experience) -> list[str]:
    return sorted((c.nom for c in experience.competences.all()), key=str.casefold)


def disponibilite(freelance: Freelance) -> str:
    """When they may start, in words; "" when they may not."""
    if freelance.disponibilite == Disponibilite.INDISPONIBLE:
        return ""
    if freelance.est_disponible:
        return "Immédiate"
    if freelance.disponible_le:
        return f"À partir du {date_fr(freelance.disponible_le)}"
    return f"Préavis de {pluriel(freelance.preavis_jours, 'jour')}" if freelance.preavis_jours else ""


def mobilite(freelance: Freelance) -> str:
    """Where they may work, in régions: never a town."""
    if freelance.mobile_france:
        return "France entière"
    departements = [*([freelance.departement] if freelance.departement else []), *freelance.mobilites.all()]
    return ", ".join(dict.fromkeys(d.region.nom for d in departements))


def periode(debut: date, fin: date | None) -> str:
    """« mars 2019 – juin 2021 », « depuis mars 2022 »."""
    if fin is None:
        return f"depuis {date_fr(debut, 'mois')}"
    if (debut.year, debut.month) == (fin.year, fin.month):
        return date_fr(debut, "mois")
    return f"{date_fr(debut, 'mois')} – {date_fr(fin, 'mois')}"


def duree(debut: date, fin: date | None) -> str:
    """Whole months of a finished experience, both ends included: « 2 ans 4 mois ». "" while it lasts."""
    if fin is None:
        return ""
    mois = (fin.year - debut.year) * 12 + fin.month - debut.month + 1
    ans, reste = divmod(mois, 12)
    morceaux = [pluriel(ans, "an")] if ans else []
    return " ".join([*morceaux, f"{reste}\u202fmois"] if reste else morceaux)


def textes(contenu: Contenu) -> Iterator[tuple[str, str, Portee, bool]]:
    """Every free text of a content: (section, text, companies looked for, own town looked for)."""
    yield "Titre", contenu["titre"], Portee.TOUT, True
    yield "Résumé", contenu["resume"], Portee.TOUT, True
    for experience in contenu["experiences"]:
        ou = f"Expérience « {experience['role']} », {experience['periode']}"
        yield ou, experience["role"], Portee.TOUT, False
        yield ou, experience["description"], Portee.TOUT, False
    for nom in contenu.get("tapees", ()):
        yield "Compétences", nom, Portee.TOUT, True
    for formation in contenu["formations"]:
        yield "Formations", formation["intitule"], Portee.DOSSIER, False
        yield "Formations", formation["etablissement"], Portee.ECOLE, False
    for certification in contenu["certifications"]:
        yield "Certifications", certification["intitule"], Portee.DOSSIER, False


def etiquettes(contenu: Contenu) -> Iterator[str]:
    """What the content takes from the référentiels: these words belong to everybody."""
    tapees = set(contenu.get("tapees", ()))
    yield from contenu["metiers"]
    for groupe in contenu["competences"]:
        yield groupe["theme"]
        yield from (c["nom"] for c in groupe["competences"] if c["nom"] not in tapees)
    for experience in contenu["experiences"]:
        yield experience["secteur"]
        yield experience["periode"]
        yield from (nom for nom in experience["technologies"] if nom not in tapees)
    for langue in contenu["langues"]:
        yield f"{langue['langue']} {langue['niveau']}"
    yield contenu["mobilite"]
    yield contenu["disponibilite"]
