"""The headings of an anonymised CV, in French and in English."""

from __future__ import annotations

from freelances.enums import LangueCV

LIBELLES: dict[LangueCV, dict[str, str]] = {
    LangueCV.FR: {
        "reference": "Réf.",
        "apercu": "Aperçu non approuvé",
        "defaut": "Profil de consultant",
        "experience": "Expérience",
        "disponibilite": "Disponibilité",
        "mobilite": "Mobilité",
        "teletravail": "Télétravail",
        "resume": "Profil",
        "competences": "Compétences",
        "experiences": "Expériences",
        "technologies": "Technologies :",
        "formations": "Formations",
        "certifications": "Certifications",
        "langues": "Langues",
        "confidentiel": "Document confidentiel",
        "titre": "CV anonymisé",
        "secteur": "Secteur à préciser",
    },
    LangueCV.EN: {
        "reference": "Ref.",
        "apercu": "Preview, not approved",
        "defaut": "Consultant profile",
        "experience": "Experience",
        "disponibilite": "Availability",
        "mobilite": "Mobility",
        "teletravail": "Remote work",
        "resume": "Profile",
        "competences": "Skills",
        "experiences": "Experience",
        "technologies": "Technologies:",
        "formations": "Education",
        "certifications": "Certifications",
        "langues": "Languages",
        "confidentiel": "Confidential",
        "titre": "Anonymised CV",
        "secteur": "Sector to be told",
    },
}
