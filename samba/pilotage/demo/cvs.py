"""CVs that came in: some wait to be sorted, some propose something for a profile that exists. All fictional."""

from __future__ import annotations

from freelances.cvs.services import deposer_cv, lire
from freelances.lecture_cv.services import proposer
from freelances.models import CV
from samba.comptes.models import Utilisateur
from samba.documents.lecture import TXT
from samba.documents.services import Examen

PROPOSENT = 3  # freelances whose CV has proposals to decide
_ENTETES = (
    ("Solène Kervadec", "Développeuse Python / Django", "solene.kervadec@exemple.invalid", "35000 Rennes", "480"),
    ("Idriss Belhaouari", "Architecte cloud AWS", "idriss.belhaouari@exemple.invalid", "69003 Lyon", "650"),
    ("Margaux Thévenin", "Cheffe de projet MOA", "margaux.thevenin@exemple.invalid", "75012 Paris", "590"),
)
_CORPS = """
PROFIL
{annees} ans d’expérience auprès de grands comptes. Disponible immédiatement. TJM : {tjm} €

COMPÉTENCES
Langages : Python, Java, SQL, Go
Outils : Docker, Kubernetes, Git, Jenkins, PostgreSQL

EXPÉRIENCES PROFESSIONNELLES
03/2021 – à ce jour : {role}, BNP Paribas
• Refonte d’une application de suivi des paiements
Environnement : Python, Django, PostgreSQL, Docker, Kubernetes

09/2017 - 02/2021 : Ingénieur d’études et développement, Ateliers Brévent
• Développement d’un portail fournisseurs
Environnement : Java, Spring Boot, Angular, Jenkins

FORMATION
2017 : Master informatique, Université de Bretagne

CERTIFICATIONS
AWS Certified Solutions Architect (2022)

LANGUES
Français : langue maternelle
Anglais : courant
Espagnol
"""


def peupler_cvs_recus(auteur: Utilisateur) -> None:
    """Three CVs to sort, and the proposals of the latest CVs of the vivier. Read here as the worker would."""
    for rang, (nom, role, adresse, lieu, tjm) in enumerate(_ENTETES):
        texte = f"{nom}\n{role}\n{adresse}\n{lieu}\n" + _CORPS.format(annees=8 + rang, tjm=tjm, role=role)
        fichier = f"CV {nom}.txt"
        depot = deposer_cv(None, Examen(fichier, TXT, texte.encode()), auteur, "cvtheque.zip" if rang else "")
        lire(depot.cv.pk)
    for cv in CV.objects.rattaches().filter(courant=True).exclude(texte="").order_by("-pk")[:PROPOSENT]:
        proposer(cv.pk, cv.texte)
