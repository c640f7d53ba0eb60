"""What SAMBA writes when nobody edited it, and the placeholders each text may use.

The staff edits the rows of `ModeleCourriel`; these are the first versions, and the allow-lists stay here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from samba.courriels.enums import CodeModele

PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class TexteInitial:
    """First subject and body of an e-mail, and the names that may stand between braces in it."""

    objet: str
    corps: str
    places: frozenset[str]


TEXTES: dict[str, TexteInitial] = {
    CodeModele.RECAP_FREELANCE: TexteInitial(
        objet="Notre échange au sujet de la mission « {mission} »",
        corps="""Bonjour {prenom},

Merci pour votre temps au téléphone. Voici ce que j’ai retenu ; répondez-moi d’un mot pour confirmer ou corriger.

- Mission : {mission}
- Lieu : {lieu}
- Démarrage : {demarrage}
- Durée : {duree}
- Votre TJM : {tjm}
- Facturation : {facturation}
- Votre disponibilité : {disponibilite}

Dès votre accord, je présente votre candidature, sans votre nom ni vos coordonnées.

{signature}""",
        places=frozenset(
            {"prenom", "mission", "lieu", "demarrage", "duree", "tjm", "facturation", "disponibilite", "signature"}
        ),
    ),
    CodeModele.ENVOI_CV: TexteInitial(
        objet="Un profil pour votre besoin « {mission} » (réf. {reference})",
        corps="""Bonjour {civilite_nom},

Suite à notre échange, voici un profil que nous avons rencontré pour votre besoin « {mission} ».

{presentation}

- Disponibilité : {disponibilite}
- TJM : {tjm}

Son CV anonymisé est joint à ce message, sous la référence {reference}. Souhaitez-vous lui parler ?

{signature}""",
        places=frozenset({"civilite_nom", "mission", "reference", "presentation", "tjm", "disponibilite", "signature"}),
    ),
    CodeModele.RELANCE_CV: TexteInitial(
        objet="Votre avis sur le profil {reference} ?",
        corps="""Bonjour {civilite_nom},

Je vous ai présenté le {envoye_le} le profil {reference} pour votre besoin « {mission} ».
Correspond-il à ce que vous cherchez ? Un oui, un non ou un « pas tout à fait » m’aidera à viser juste.

{signature}""",
        places=frozenset({"civilite_nom", "mission", "reference", "envoye_le", "signature"}),
    ),
    CodeModele.CONFIRMATION: TexteInitial(
        objet="Votre disponibilité et votre TJM, en un clic",
        corps="""Bonjour {prenom},

Pour vous proposer les bonnes missions au bon moment, j’ai besoin de savoir où vous en êtes. Voici ce que j’ai noté :

- Disponibilité : {disponibilite}
- TJM : {tjm}

Confirmez, ou corrigez, sans compte ni mot de passe, sous {jours} jours :

{lien}

{signature}""",
        places=frozenset({"prenom", "disponibilite", "tjm", "lien", "jours", "signature"}),
    ),
    CodeModele.RESUME_DU_MATIN: TexteInitial(
        objet="Votre journée du {jour}",
        corps="""Bonjour {prenom},

{contenu}

Tout est sur votre tableau de bord : {adresse}
""",
        places=frozenset({"prenom", "jour", "contenu", "adresse"}),
    ),
    CodeModele.NON_REPONSE: TexteInitial(
        objet="{candidat} ne répond pas à nos sollicitations",
        corps="""Bonjour {contact},

Vous nous avez transmis le dossier de {candidat}. L’agence {agence} cherche à joindre cette personne et n’obtient pas \
de réponse.

Pourriez-vous la contacter, vérifier si sa situation a changé et nous dire ce qu’il en est ? Répondez simplement à ce \
message.

{signature}""",
        places=frozenset({"candidat", "contact", "agence", "signature"}),
    ),
    CodeModele.AVIS: TexteInitial(
        objet="{objet}",
        corps="""Bonjour {prenom},

{texte}

{adresse}
""",
        places=frozenset({"prenom", "objet", "texte", "adresse"}),
    ),
    CodeModele.MERCI_APPEL: TexteInitial(
        objet="Merci pour notre échange de ce jour",
        corps="""Bonjour {civilite_nom},

Merci du temps que vous m’avez accordé au téléphone. Comme convenu, voici mes coordonnées{plaquette}.

Quand un profil vous manquera, une ligne suffit : l’intitulé, le lieu, la date de démarrage. Je reviens vers vous avec
des consultants disponibles, déjà appelés et recommandés par un ancien client.

{signature}""",
        places=frozenset({"civilite_nom", "entreprise", "plaquette", "signature"}),
    ),
    CodeModele.INFORMATION_DONNEES: TexteInitial(
        objet="Vos coordonnées professionnelles chez {firme}",
        corps="""Bonjour {civilite_nom},

{firme} place des consultants indépendants auprès d’entreprises de services du numérique. À ce titre, nous avons noté
dans notre fichier vos coordonnées professionnelles : nom, fonction, société, téléphone et adresse e-mail.

- D’où elles viennent : {source}, le {collecte_le}.
- À quoi elles servent : vous proposer des consultants quand votre équipe en cherche. C’est notre intérêt légitime.
- Qui les lit : nos équipes, personne d’autre. Elles ne sont ni vendues ni transmises.
- Combien de temps : trois ans après notre dernier échange.

Vous pouvez les consulter, les faire corriger ou effacer, ou vous opposer à tout appel et à tout e-mail de notre part :
répondez simplement à ce message. Vous pouvez aussi saisir la CNIL (www.cnil.fr).

{signature}""",
        places=frozenset({"civilite_nom", "firme", "source", "collecte_le", "signature"}),
    ),
}


def places_inconnues(code: str, texte: str) -> list[str]:
    """The placeholders of a text that its code does not know, in order, without repeats."""
    permises = TEXTES[code].places
    return list(dict.fromkeys(nom for nom in PLACE.findall(texte) if nom not in permises))
