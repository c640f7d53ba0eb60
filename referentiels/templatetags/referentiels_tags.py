"""Skills and levels in templates: {% load referentiels_tags %}."""

from __future__ import annotations

from django import template

from referentiels.competences.presentation import etiquette, legende_niveaux
from referentiels.competences.revue import a_verifier_pour

register = template.Library()

register.simple_tag(etiquette, name="competence")
register.simple_tag(legende_niveaux, name="niveaux")
register.simple_tag(a_verifier_pour)
