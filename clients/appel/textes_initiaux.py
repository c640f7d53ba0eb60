"""What the firm says on the phone when nobody edited it: facts of its training document, in our own words."""

from __future__ import annotations

from typing import Any, NamedTuple

from clients.appel.enums import GenreTexte, Interlocuteur
from samba.activite.enums import Objection

S, Q, R, P = GenreTexte.SCRIPT, GenreTexte.QUESTION, GenreTexte.OBJECTION, GenreTexte.OPTION


class Initial(NamedTuple):
    """One text: `code` is its identity for ever."""

    code: str
    genre: str
    cle: str
    titre: str
    texte: str


TEXTES: tuple[Initial, ...] = (
    # --- Scripts, by interlocutor
    Initial(
        "script-standardiste",
        S,
        Interlocuteur.STANDARDISTE,
        "Passer le standard",
        """Bonjour, {moi}, {firme}. Pouvez-vous me passer {interlocuteur}, s’il vous plaît ?

« C’est à quel sujet ? » — Des renforts informatiques extérieurs dont son équipe peut avoir l’usage ; deux minutes suffisent.

Absent ? Quel est le meilleur moment pour le joindre, et sur quelle ligne directe ?

Pas la bonne personne ? Qui décide, chez vous, quand un projet manque d’un profil Java, réseau ou ERP ?""",
    ),
    Initial(
        "script-do",
        S,
        Interlocuteur.DO,
        "Ouvrir l’appel",
        """Bonjour {interlocuteur}, {moi}, de {firme}. Je vous prends au bon moment ?

Nous plaçons des consultants informatiques indépendants. Y a-t-il aujourd’hui un profil que vous avez du mal à trouver ?

Sur quelles technologies vos équipes travaillent-elles en ce moment ?

Comment faites-vous quand un client vous demande une compétence que personne n’a en interne ?""",
    ),
    Initial(
        "script-do-besoin",
        S,
        Interlocuteur.DO_BESOIN,
        "Qualifier le besoin",
        """Quel profil cherchez-vous, et pour faire quoi au quotidien ?

Quelles technologies sont indispensables, lesquelles seraient un plus ? Combien d’années d’expérience, quelles langues ?

Où se passe la mission, et combien de jours de télétravail par semaine ?

Quand démarre-t-elle, pour combien de temps ? En régie, au forfait, en TMA ?

Quel budget par jour avez-vous prévu ?

À quelle adresse e-mail puis-je vous écrire ? Vous aurez mes coordonnées, et vous me renverrez la fiche de poste.""",
    ),
    Initial(
        "script-do-sans-besoin",
        S,
        Interlocuteur.DO_SANS_BESOIN,
        "Rester présent",
        """Je comprends. À quelle période vos budgets ou vos appels d’offres repartent-ils ?

Je vous envoie mes coordonnées et notre plaquette, pour le jour où il vous manquera quelqu’un : à quelle adresse ?

Je vous rappelle à cette date, est-ce que cela vous va ?""",
    ),
    Initial(
        "script-do-oriente",
        S,
        Interlocuteur.DO_ORIENTE,
        "Se faire introduire",
        """Merci. Comment s’appelle cette personne, et que fait-elle chez vous ?

Avez-vous sa ligne directe ou son adresse e-mail ?

Puis-je lui dire que je l’appelle de votre part ?""",
    ),
    Initial(
        "script-pas-interesse",
        S,
        Interlocuteur.PAS_INTERESSE,
        "Comprendre le refus",
        """Pour ne pas vous déranger à tort : est-ce la sous-traitance qui n’entre pas chez vous, ou le moment qui n’est pas le bon ?

Si c’est le moment : quand aurait-il du sens que je vous rappelle ?

Si c’est la sous-traitance : qui, chez vous, s’occupe des projets où elle se pratique ?""",
    ),
    Initial(
        "script-fournisseurs",
        S,
        Interlocuteur.FOURNISSEURS,
        "Proposer un essai",
        """C’est normal, et je ne vous demande pas d’en changer.

Donnez-moi le besoin qu’ils n’arrivent pas à pourvoir : vous jugerez sur pièces, sans engagement.

Lequel attend depuis le plus longtemps ?""",
    ),
    Initial(
        "script-references",
        S,
        Interlocuteur.REFERENCES,
        "Entrer au référencement",
        """Comment devient-on référencé chez vous : qui instruit le dossier, et à quelles dates ?

Quelles pièces demandez-vous ? Je vous les prépare.

En attendant, passez-vous parfois par une société déjà référencée ? Nous travaillons ainsi, en deuxième main.""",
    ),
    Initial(
        "script-freelance",
        S,
        Interlocuteur.FREELANCE,
        "Appeler un freelance",
        """Bonjour {interlocuteur}, {moi}, de {firme}. Je vous appelle au sujet de {mission} : avez-vous cinq minutes ?

Êtes-vous libre tout de suite, ou encore en mission ? Jusqu’à quand ? Avez-vous un préavis, l’avez-vous déjà donné ?

La mission est à {lieu} : pouvez-vous y être, et combien de jours par semaine ?

Quel est votre TJM ? S’il dépasse le budget : la mission est longue, en partie à distance, et je passe par un intégrateur ; jusqu’où pouvez-vous descendre ?

Facturez-vous avec votre société, et son SIRET, ou en portage ?

Qui puis-je appeler, chez votre dernier client, pour parler de votre travail ?

Envoyez-moi votre CV à jour. Je vous écris ce que nous venons de convenir ; dès votre réponse, je vous présente.""",
    ),
    # --- What DOs ask
    Initial(
        "question-qui",
        Q,
        "",
        "Qui êtes-vous ?",
        """{firme} place des consultants informatiques indépendants, depuis Paris et dans toute la France.

Nous ne sommes attachés à aucune technologie : nous partons du besoin, pas d’un catalogue.""",
    ),
    Initial(
        "question-comment",
        Q,
        "",
        "Comment travaillez-vous ?",
        """D’abord je qualifie avec vous : profil, technologies, expérience, langues, lieu, dates.

Ensuite nous appelons les candidats : disponibilité, mobilité, et ce qu’en dit un ancien client. Vous ne recevez que ceux qui passent.

Un profil vous plaît ? Nous organisons l’entretien en visio, et l’administratif est pour nous.""",
    ),
    Initial(
        "question-consultants",
        Q,
        "",
        "Qui sont vos consultants ?",
        """Plus de 60 000 indépendants, classés par compétence, expertise, tarif et mobilité.

Je peux vous en présenter un qui est libre et dont la référence a été appelée cette semaine.""",
    ),
    Initial(
        "question-marge",
        Q,
        "",
        "Et votre marge ?",
        """Le prix suit d’abord ce que demande le consultant : c’est lui qui fixe son tarif.

Dites-moi votre budget : je cherche au plus près, et je vous dis franchement quand ce n’est pas possible.""",
    ),
    # --- Objections: the eight of the training document, then the three of the calls
    Initial(
        "objection-barrage",
        R,
        Objection.BARRAGE_STANDARD,
        "Barrage",
        """Soyez précis et technique : « Je cherche qui suit les renforts sur vos projets de migration d’ERP. »

Il n’est pas concerné ? Remerciez, et demandez le nom et la ligne de celui qui commande.

Rappelez tôt le matin ou après 18 heures : le DO décroche souvent lui-même.""",
    ),
    Initial(
        "objection-injoignable",
        R,
        Objection.INJOIGNABLE,
        "Occupé",
        """Messagerie : qui vous êtes, pourquoi vous appelez, quand vous rappellerez. Vingt secondes.

En réunion : « À quel moment puis-je vous rappeler deux minutes ? », et notez l’heure.

On rappelle : un DO se joint rarement au premier essai.""",
    ),
    Initial(
        "objection-fournisseurs",
        R,
        Objection.FOURNISSEURS,
        "Fournisseurs",
        """Y a-t-il un profil qu’ils ne vous trouvent pas ? C’est celui-là que je vous demande.

Nos freelances ont l’expérience : ils sont utiles dès la première semaine.

Un second recours ne coûte rien tant que vous ne signez pas.""",
    ),
    Initial(
        "objection-internes",
        R,
        Objection.INTERNES,
        "Internes",
        """Nous ne remplaçons pas vos équipes : nous complétons, pour une compétence rare ou un pic de charge.

Que faites-vous quand vos consultants sont tous en mission et qu’une demande arrive ?""",
    ),
    Initial(
        "objection-pas-de-besoin",
        R,
        Objection.PAS_DE_BESOIN,
        "Pas de besoin",
        """À partir de quand de nouveaux budgets s’ouvrent-ils pour vos projets ?

Je vous rappelle à cette date ; d’ici là, vous avez mes coordonnées.""",
    ),
    Initial(
        "objection-exploitation",
        R,
        Objection.EXPLOITATION_SIMPLE,
        "Start-up",
        """Justement : un indépendant se prend pour trois mois, sans embauche.

On ne sait pas à quelle vitesse vous grandirez ; autant se connaître avant d’être pressés.""",
    ),
    Initial(
        "objection-siege",
        R,
        Objection.SIEGE_ETRANGER,
        "Siège étranger",
        """Qui, en France, suit le projet au quotidien ? Puis-je avoir ses coordonnées ?

Les renforts sur place se décident-ils aussi là-bas ?""",
    ),
    Initial(
        "objection-cher",
        R,
        Objection.TROP_CHER,
        "Trop cher",
        """Un freelance confirmé ne se forme pas : il produit dès les premiers jours, là où un junior apprend à vos frais.

Comparez au coût complet : recrutement, formation, intermission. Et la mission s’arrête quand vous le décidez.

Dites-moi votre budget, je vous dirai ce qu’il permet.""",
    ),
    Initial(
        "objection-pas-interesse",
        R,
        Objection.PAS_INTERESSE,
        "Pas intéressé",
        """Est-ce la sous-traitance qui ne vous concerne pas, ou n’y a-t-il rien en ce moment ?

Je le note, pour ne pas vous rappeler pour rien.""",
    ),
    Initial(
        "objection-oriente",
        R,
        Objection.ORIENTE_AILLEURS,
        "Oriente ailleurs",
        """Merci : son nom, sa fonction et un numéro direct, s’il vous plaît.

Puis-je me recommander de vous ?""",
    ),
    Initial(
        "objection-references",
        R,
        Objection.REFERENCES_SEULEMENT,
        "Référencés",
        """Quelles sont les étapes pour être référencé chez vous, et qui les suit ?

Nous passons aussi par des sociétés déjà référencées : est-ce possible chez vous ?""",
    ),
    # --- Options to propose
    Initial("option-essai", P, "", "Un besoin à l’essai", "Un seul besoin, le plus ancien, sans engagement."),
    Initial(
        "option-second", P, "", "Un second profil", "Deux profils à comparer, l’un plus senior, l’autre moins cher."
    ),
    Initial("option-partiel", P, "", "Un temps partiel", "Deux ou trois jours par semaine, quand le budget est court."),
    Initial(
        "option-distance", P, "", "À distance", "Un consultant hors de la région, présent sur site aux jours clés."
    ),
    Initial(
        "option-date",
        P,
        "",
        "Un démarrage décalé",
        "Le bon profil libre dans trois semaines, plutôt qu’un moins bon demain.",
    ),
    Initial("option-portage", P, "", "Par un référencé", "Passer par une société que le client a déjà référencée."),
)


def charger(**options: Any) -> None:
    """Insert the texts that were never loaded; what a manager rewrote or archived is left alone (after `migrate`)."""
    from clients.appel.models import TexteAppel

    connus = set(TexteAppel.objects.exclude(code=None).values_list("code", flat=True))
    TexteAppel.objects.bulk_create(
        [
            TexteAppel(**initial._asdict(), ordre=10 * (rang + 1))
            for rang, initial in enumerate(TEXTES)
            if initial.code not in connus
        ],
        ignore_conflicts=True,
    )
