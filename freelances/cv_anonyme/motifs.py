"""Shapes that identify anybody: addresses, phones, links, dates of birth, civil status."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from freelances.cv_anonyme.enums import Genre


@dataclass(frozen=True)
class Motif:
    """A shape, what it betrays, what takes its place (None: a person says); `garder` spares what only looks like it."""

    genre: Genre
    forme: re.Pattern[str]
    remplacement: str | None = ""
    garder: Callable[[re.Match[str]], bool] | None = None

    def trouver(self, texte: str) -> Iterator[tuple[int, int]]:
        """Places in the text. Read line by line: no shape goes on to the next."""
        position = 0
        for ligne in texte.split("\n"):
            for trouve in self.forme.finditer(ligne):
                if trouve.group().strip() and not (self.garder and self.garder(trouve)):
                    yield position + trouve.start(), position + trouve.end()
            position += len(ligne) + 1


_I = re.IGNORECASE
_EXTENSIONS = "com|fr|org|eu|io|dev|net|tech|app|info|xyz|site|online|cloud"
# These are words too: without a path behind, « projet.De plus » is no link.
_EXTENSIONS_MOTS = "me|ai|co|be|ch|lu|uk|de|es|it|ma|tn|in|pro"
_DOTNET = re.compile(r"(?:^|\.|asp|vb|ado|ml|json|hibernate|akka|log4|signalr|f)\.?net$", _I)
_COMPTES = "linkedin|malt|viadeo|xing|skype|telegram|whatsapp|discord"
_OUTILS = "github|gitlab|bitbucket|kaggle|medium|docker\\s?hub|twitter|facebook|instagram|behance|dribbble"
_MOIS = "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
_DATE = (
    rf"(?:\d{{1,2}}(?:er)?\s*[/.\-\s]\s*(?:\d{{1,2}}|{_MOIS})\s*[/.\-\s]\s*\d{{2,4}}|(?:{_MOIS})\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{4})"
)
_NOM_PROPRE = r"[A-ZÀ-Ý][\w’'\-]*(?:[\s\-](?:(?:sur|sous|en|le|la|les|de)[\s\-])?[A-ZÀ-Ý][\w’'\-]*)*"
_GENTILE = r"(?:aise?|enne|ien|aine?|éenn?e?|éen|ois|oise|gnole?|ique|lge|nde|isse|rc|rque)"
_NOMBRE = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sans)"
_ENFANTS = rf"(?:\s*,?\s*(?:et\s+|avec\s+)?{_NOMBRE}\s+enfants?)"
_DIZAINES = "vingt|trente|quarante|cinquante|soixante"
_UNITES = "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
_AGE = rf"(?:(?:1[89]|[2-7]\d)|(?:{_DIZAINES})(?:[\s-](?:et[\s-])?(?:{_UNITES}))?)"
_VOIES = (
    "route|cours|passage|villa|cité|voie|lotissement|sentier|promenade|esplanade|rond-point|montée|mail|grande[\\s-]rue|"
    "rue|avenue|av\\.|boulevard|bd\\.?|blvd|place|allée|impasse|chemin|quai|square|résidence|hameau|faubourg"
)


def _compte_absent(trouve: re.Match[str]) -> bool:
    """« GitHub : gestion des branches » speaks of the tool; « GitHub : camille-dev » of an account."""
    return not re.search(r"[@\d_]|\w[-.]\w", trouve.group("compte"))


def _dotnet(trouve: re.Match[str]) -> bool:
    """Is this "domain" a product, as ASP.NET or .NET/C#?"""
    return bool(_DOTNET.search(trouve.group().split("/")[0]))


def _pas_un_numero(trouve: re.Match[str]) -> bool:
    """Too few or too many digits, or a pair of dates."""
    chiffres = sum(c.isdigit() for c in trouve.group())
    return not 8 <= chiffres <= 15 or bool(
        re.search(
            r"(?:^|\D)\d\d?[/.\-]\d\d?[/.\-](?:19|20)\d\d(?!\d)|\b(?:19|20)\d\d\s?[–—-]\s?(?:19|20)\d\d\b",
            trouve.group(),
        )
    )


def _trop_recent(trouve: re.Match[str]) -> bool:
    """« une plateforme née en 2015 » has no date of birth."""
    annees = [int(a) for a in re.findall(r"\d{4}", trouve.group())]
    return bool(annees) and max(annees) > 2012


def _pas_une_commune(trouve: re.Match[str]) -> bool:
    """« 10000 Utilisateurs » counts, « 69003 Lyon » locates."""
    return bool(re.search(r"000\s", trouve.group())) and not re.search(r"(?i)cedex", trouve.group())


MOTIFS: tuple[Motif, ...] = (
    # A name is read from its first character alone: tried again from each of its characters, a line without space costs
    # the square of its length.
    Motif(
        Genre.COURRIEL,
        re.compile(
            r"(?:(?:adresse\s+)?(?:e-?mail|mél|courriel|mail)\s*:?\s*)?<?(?<![\w.+\-%’'])[\w.+\-%’']+\s?"
            r"(?:@|[(\[{]\s?(?:a|at|arobase|@)\s?[)\]}]|\sarobase\s)\s?[\w\-]+"
            r"(?:(?:\.|\s?\((?:dot|point)\)\s?|\s?\[(?:dot|point)\]\s?|\s(?:dot|point)\s)[\w\-]+)+>?",
            _I,
        ),
    ),
    Motif(Genre.COURRIEL, re.compile(r"(?<![\w.+\-])[\w.+\-]+\sat\s[\w\-]+\s(?:dot|point)\s\w+", _I)),
    Motif(Genre.LIEN, re.compile(r"(?:h(?:tt|xx)ps?|ftp|file|mailto|skype)\s?:(?://)?\s?[^\s<>()\"«»]+", _I)),
    Motif(Genre.LIEN, re.compile(r"\bwww\s?\.[^\s<>()\"«»]+", _I)),
    Motif(
        Genre.LIEN,
        re.compile(rf"(?<![\w@.])(?:[\w\-]*\.)+(?:{_EXTENSIONS})\b(?:/[^\s<>()\"«»]*)?(?![\w-])", _I),
        garder=_dotnet,
    ),
    Motif(Genre.LIEN, re.compile(rf"(?<![\w@.])(?:[\w\-]+\.)+(?:{_EXTENSIONS_MOTS})/[^\s<>()\"«»]+", _I)),
    Motif(Genre.LIEN, re.compile(rf"\b(?:profil\s+)?(?:{_COMPTES})\s*[:=@/]+\s*@?[\w.\-/:]+", _I)),
    Motif(
        Genre.LIEN,
        re.compile(
            rf"\b(?:compte|profil|page|pseudo)\s+(?:{_COMPTES}|{_OUTILS})\s+(?P<compte>@?[\w.\-/]+)"
            rf"|\b(?:{_COMPTES}|{_OUTILS})\s+@[\w.\-/]+",
            _I,
        ),
        garder=lambda m: bool(m.group("compte")) and _compte_absent(m),
    ),
    Motif(Genre.LIEN, re.compile(rf"\b(?:{_OUTILS})\s*[:=]\s*(?P<compte>@?[\w.\-/]+)", _I), garder=_compte_absent),
    Motif(Genre.LIEN, re.compile(r"(?<![\w@])@(?=[\w.\-]*[\d_\-])[A-Za-z_][\w.\-]{2,}(?=$|[\s,;.)])", re.MULTILINE)),
    Motif(
        Genre.TELEPHONE,
        re.compile(
            r"(?:\b(?:t[ée]l(?:[ée]phone)?|mobile|portable|gsm|mob|phone|fixe|fax)\b\s*\.?\s*:?\s*)?"
            r"(?<![\w.,])\(?(?:(?:\+|00)\s?\(?\d{1,3}\)?[\s.\-/–—_·•(]*(?:0\)[\s.\-/–—_·•]*|\(0\)[\s.\-/–—_·•]*)?(?:\d[\s.\-/()–—_·•]{0,3}){6,11}\d"
            r"|[0O][\s.\-/–—_·•]{0,3}[1-9](?:[\s.\-/–—_·•]{0,3}\d){8})(?!\d|[A-Za-zÀ-ÿ])",
            _I,
        ),
        garder=_pas_un_numero,
    ),
    Motif(
        Genre.NAISSANCE,
        re.compile(
            r"\b(?:(?:(?:date|année|lieu)\s+(?:et\s+lieu\s+)?de\s+)?naissance\s*:|date\s+(?:et\s+lieu\s+)?de\s+naissance\s*:?"
            r"|n(?:é|e|ée|ee|é\(e\))\s+(?:le|en|un)|born\s+(?:on|in)|date\s+of\s+birth\s*:?|birth\s?date\s*:?|dob\s*:?)"
            rf"\s*{_DATE}(?:(?:,\s*|\s+(?:à|a|en|au)\s+)(?-i:{_NOM_PROPRE})(?:\s*\(\w+\))?)?",
            _I,
        ),
        garder=_trop_recent,
    ),
    Motif(
        Genre.NAISSANCE,
        re.compile(rf"\b[Nn]é(?:e|\(e\))?\s+(?:à|en|au)\s+{_NOM_PROPRE}(?:\s*\(\w+\))?(?:,?\s+(?:le|en)\s+{_DATE})?"),
        garder=_trop_recent,
    ),
    Motif(
        Genre.NAISSANCE,
        re.compile(
            rf"\b[âa]g[ée]e?\s+de\s+{_AGE}\s*ans|\b[âa]ge\s*:\s*{_AGE}(?:\s*ans)?|\b\d{{2}}[\s-]+years?[\s-]+old|\b\d{{2}}\s*yo\b",
            _I,
        ),
    ),
    # « (46 ans) », « 46 ans » alone on its line; beside a comma, « Java, 20 ans » says as much: a person tells.
    Motif(Genre.NAISSANCE, re.compile(rf"\(\s*{_AGE}\s*ans\s*\)", _I)),
    Motif(Genre.NAISSANCE, re.compile(rf"(?:^|(?<=[.|]\s)|(?<=[-•]\s))\s*{_AGE}\s*ans\s*(?:$|[,;.|–—]\s*|-\s+)", _I)),
    Motif(Genre.NAISSANCE, re.compile(rf"(?<=[,;–—]\s){_AGE}\s*ans(?=\s*(?:$|[,;.|–—]))", _I), remplacement=None),
    Motif(
        Genre.ETAT_CIVIL,
        re.compile(
            r"(?:\bde\s+)?\b(?:double\s+)?(?:nationalit[ée]s?|nat\.)\s*:?\s*[\w\-]+(?:\s+et\s+[\w\-]+)?"
            rf"|\b(?:citoyen|ressortissant)(?:ne|e)?\s+(?:\w+[\s-])?\w+{_GENTILE}\b|\bd[’']origine\s+\w+{_GENTILE}\b"
            r"|\bnationality\s*:?\s*\w+|\b(?:titre|carte|permis)\s+de\s+(?:séjour|résident|travail)\b[^,;.\n|]*"
            r"|\bwork\s+(?:permit|visa)\b[^,;.\n|]*"
            r"|\b(?-i:[A-Z]\w+)\s+(?:citizen(?:ship)?|national)\b(?!\s+\w+(?:s|tion|ity)\b)",
            _I,
        ),
    ),
    Motif(
        Genre.ETAT_CIVIL,
        re.compile(
            r"\bsituation\s+(?:familiale|de\s+famille|maritale)\s*:[^\n,;.|]*"
            rf"|\b(?:célibataire|marié|mariée|pacsée?|divorcée?|veuf|veuve|en\s+concubinage)\b{_ENFANTS}?"
            rf"|\b(?:marie|mariee|pacse|divorce){_ENFANTS}"
            rf"|\b(?:père|mère|papa|maman)\s+(?:de\s+)?(?:famille|(?:d[’'])?{_NOMBRE}\s+(?:enfants?|filles?|garçons?|fils))|^\s*{_NOMBRE}\s+enfants?\s*$"
            rf"|\b{_NOMBRE}\s+enfants?\s+à\s+charge|\bvie\s+maritale|\ben\s+couple\b{_ENFANTS}?|\bsans\s+enfants?\b"
            r"|\bmarital\s+status\s*:[^\n,;.|]*|\b(?:married|divorced|widowed)\b(?:\s*,?\s*(?:with\s+)?(?:no|one|two|three|four|\d+)\s+(?:children|child|kids?))?"
            r"|\bsingle\s*,\s*(?:no|without)\s+(?:children|kids)|\b(?:father|mother|dad|mum|mom)\s+of\s+(?:one|two|three|four|\d+)(?:\s+\w+)?",
            _I | re.MULTILINE,
        ),
    ),
    Motif(
        Genre.ADRESSE,
        re.compile(
            rf"(?:[Aa]dresse\s*:\s*)?(?:\b(?i:résidence|immeuble|bâtiment|bât\.?|appt?\.?|appartement|lieu[\s-]dit)\s+[^\n,;|]{{1,40}},\s*)?\b\d{{1,4}}\s?(?:bis|ter|quater)?\s?,?\s+(?i:{_VOIES})\s+"
            r"(?:(?:de\s+la|de\s+l[’']|du|des|de|d[’']|la|le|les|l[’'])\s*)?[A-ZÀ-Ý0-9][\w’'\-]*(?:\s+(?:de|du|des|la|le)|\s+[A-ZÀ-Ý]"
            rf"[\w’'\-]*)*(?:\s*[,\-–—]?\s*(?:F-)?\d{{5}}(?:\s+{_NOM_PROPRE})?)?"
        ),
    ),
    Motif(
        Genre.ADRESSE,
        re.compile(
            r"\b(?:[Dd]omicili[ée]e?|[Hh]abitante?|[Hh]abite|[Rr]éside|[Rr]ésidante?|[Dd]emeurant|[Dd]omicile\s*:)\s+"
            rf"(?:à|au|en|sur|dans)?\s*(?:\d{{5}}\s+)?{_NOM_PROPRE}(?:\s*\(\d{{2,5}}\))?"
        ),
    ),
    Motif(
        Genre.ADRESSE,
        re.compile(
            rf"(?<![\w.,])(?:F-?\s?)?(?:0[1-9]|[1-8]\d|9[0-578])\d{{3}}\s+(?:{_NOM_PROPRE})(?:\s+(?:CEDEX|Cedex)(?:\s\d+)?)?"
        ),
        garder=_pas_une_commune,
    ),
    Motif(Genre.SIRET, re.compile(r"\bSIRE[NT]\s*(?:n°)?\s*:?\s*\d(?:[\s.]?\d){8,13}", _I)),
)

# Not replaced: nobody can say for sure where the name ends, so a person decides.
PERSONNE = re.compile(
    r"\b(?:M\.|Mr\.?|MM\.|Mme\.?|Mlle|Monsieur|Madame|Mademoiselle|Dr\.)\s+[A-ZÀ-Ý][\w’'\-]+(?:\s+[A-ZÀ-Ý][\w’'\-]+)?"
)
