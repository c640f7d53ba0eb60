"""A small site that uses every component, for the tests of the look."""

from __future__ import annotations

import datetime
from itertools import count

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.utils.html import format_html

from samba.listes.tables import Tableau, configurer


class Personne:
    """A signed-in commercial that no table holds."""

    pk = 1
    is_authenticated = True
    is_staff = False
    role = "commercial"
    agence_id = None
    prenom = "Camille"

    def get_short_name(self) -> str:
        return self.prenom

    def get_role_display(self) -> str:
        return "Commercial"

    def __str__(self) -> str:
        return "Camille Testeuse"


def dessiner(request: HttpRequest, source: str, contexte: dict | None = None, status: int = 200) -> HttpResponse:
    """Render a template given as text."""
    request.user = Personne()
    return HttpResponse(engines["django"].from_string(source).render(contexte or {}, request), status=status)


class Filtres(forms.Form):
    q = forms.CharField(label="Mots-clés", required=False)
    ville = forms.ChoiceField(
        label="Ville", required=False, choices=[("", "Toutes"), ("paris", "Paris"), ("brest", "Brest")]
    )
    metier = forms.CharField(
        label="Métier", required=False, widget=forms.Select(attrs={"data-tom-url": "/metiers.json"})
    )
    etats = forms.MultipleChoiceField(
        label="État",
        required=False,
        choices=[("libre", "Disponible"), ("mission", "En mission")],
        widget=forms.CheckboxSelectMultiple,
    )


class Lignes(Tableau):
    nom_ligne = "freelance"
    nom = tables.Column(verbose_name="Nom")
    ville = tables.Column(verbose_name="Ville", orderable=False)

    def render_nom(self, value: str) -> str:
        return format_html('<a class="s-principal" href="/fiche/">{}</a>', value)


LIGNES = [{"nom": f"Personne {n:04}", "ville": ["paris", "brest"][n % 2]} for n in range(60)]

LISTE = """{% extends "composants/page_liste.html" %}{% block titre %}Liste{% endblock %}
{% block titre_page %}Freelances{% endblock %}
{% block resultats %}{% include "composants/puces.html" %}{% endblock %}"""
RESULTATS = """<div id="resultats" class="s-resultats">{% include "composants/puces.html" %}
<div class="card">{% tableau tableau %}</div></div>"""


@login_not_required
def liste(request: HttpRequest) -> HttpResponse:
    ville = request.GET.get("ville")
    mots = request.GET.get("q", "")
    lignes = [ligne for ligne in LIGNES if (not ville or ligne["ville"] == ville) and mots in ligne["nom"]]
    contexte = {"form": Filtres(request.GET), "tableau": configurer(request, Lignes(lignes))}
    source = RESULTATS if request.htmx else LISTE.replace('{% include "composants/puces.html" %}', RESULTATS)
    return dessiner(request, source, contexte)


class Saisie(forms.Form):
    nom = forms.CharField(label="Nom", widget=forms.TextInput(attrs={"data-largeur": 6}))
    email = forms.EmailField(label="Adresse e-mail", help_text="Professionnelle.")
    objections = forms.MultipleChoiceField(
        label="Objections", choices=[("a", "Pas intéressé")], widget=forms.CheckboxSelectMultiple, required=False
    )
    urgent = forms.BooleanField(label="Urgent", required=False)
    technos = forms.CharField(
        label="Technologies",
        required=False,
        widget=forms.SelectMultiple(
            attrs={"data-tom-url": "/technos.json", "data-tom-creer": "à ranger", "data-tom-min": "1"}
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Langue(forms.Form):
    langue = forms.CharField(label="Langue")
    niveau = forms.ChoiceField(label="Aisance", choices=[("a", "Lue"), ("b", "Écrite"), ("c", "Parlée")], initial="a")


Langues = forms.formset_factory(Langue, extra=1, can_delete=True, max_num=3)
FORMULAIRE = """{% extends "composants/page_formulaire.html" %}{% block titre %}Saisie{% endblock %}
{% block titre_page %}Saisie{% endblock %}{% block cote %}
<form method="post" action="/langues/">{% csrf_token %}
{% include "composants/formset.html" with titre="Langues" clavier=True %}
<fieldset data-calculateur><label>Achat <input data-role="achat"></label><label>Marge <input data-role="marge"></label>
<label>Vente <input data-role="vente"></label><p data-role="message"></p></fieldset><button>Envoyer les langues</button>
</form>{% include "composants/confirmer.html" with url="/archiver/" libelle="Archiver" question="Archiver ?" %}
{% endblock %}"""
envois = count(1)


@login_not_required
def formulaire(request: HttpRequest) -> HttpResponse:
    saisie = Saisie(request.POST or None)
    contexte = {"form": saisie, "formset": Langues(prefix="langues"), "annuler_url": "/liste/", "bouton": "Enregistrer"}
    if request.method == "POST":
        if not saisie.is_valid():
            return dessiner(request, FORMULAIRE, contexte, 422)
        if saisie.cleaned_data["nom"] == "conflit":
            divergences = [{"libelle": "Nom", "saisi": "conflit", "enregistre": "Paix"}]
            return dessiner(request, FORMULAIRE, {**contexte, "conflit": True, "divergences": divergences}, 409)
        messages.success(request, f"Envoi {next(envois)} enregistré.")
        return redirect("/liste/")
    return dessiner(request, FORMULAIRE, contexte)


@login_not_required
def langues(request: HttpRequest) -> HttpResponse:
    recues = Langues(request.POST, prefix="langues")
    recues.is_valid()
    gardees = [f"{lu['langue']} {lu['niveau']}" for f in recues if (lu := f.cleaned_data) and not lu.get("DELETE")]
    return HttpResponse(f"<title>Langues</title><p>Gardées : {', '.join(gardees)}</p>")


@login_not_required
def archiver(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<title>Fait</title>Archivé")


FICHE = """{% extends "composants/page_fiche.html" %}{% block titre %}Fiche{% endblock %}
{% block identite %}{% include "composants/fiche_entete.html" with nom="Alzéo" retour_url="/liste/" %}{% endblock %}
{% block actions %}<a class="btn" href="/formulaire/">Modifier</a><a class="btn btn-primary" href="/">Appeler</a>
<a class="btn btn-outline-danger" href="/">Archiver</a>{% endblock %}
{% block sous_entete %}{% include "composants/etapes.html" %}
{% include "composants/note.html" with texte="À relire" couleur="orange" %}{% endblock %}
{% block principal %}
<section class="card"><div class="card-body">{% include "composants/chronologie.html" %}</div></section>
<div class="s-cartes">
{% include "composants/carte_chiffre.html" with nombre=3 libelle="relances" couleur="rouge" icone="bell" %}</div>
{% endblock %}{% block cote %}<section class="card"><div class="card-body">
{% badge "neutre" %}{% badge "bleu" "bleu" %}{% badge "vert" "vert" %}{% badge "orange" "orange" %}
{% badge "rouge" "rouge" %}
{% badge "violet" "violet" %}{% badge "marque" "marque" %}{% avatar "Alzéo Conseil" %}{% tel "0199001234" %}
{% courriel "a@exemple.fr" %}
{% include "composants/historique.html" with evenements=historique %}
{% include "composants/progression.html" with fait=3 total=11 libelle="Qualifié" %}</div></section>{% endblock %}"""


@login_not_required
def fiche(request: HttpRequest) -> HttpResponse:
    quand = datetime.datetime(2026, 3, 1, 9, 5, tzinfo=datetime.UTC)
    evenement = {"quand": quand, "titre": "Appel", "couleur": "vert", "badges": [{"texte": "Joint"}], "auteur": "C. T."}
    historique = [
        {"quand": quand, "qui": "C. T.", "quoi": "Modification", "changements": [("ville", "Paris", "Brest")]}
    ]
    etapes = [{"libelle": "Appelé", "etat": "faite"}, {"libelle": "CV envoyé", "etat": "courante"}]
    messages.error(request, "Le fichier est illisible.")
    return dessiner(request, FICHE, {"evenements": [evenement], "historique": historique, "etapes": etapes})


@login_not_required
def accueil(request: HttpRequest) -> HttpResponse:
    return dessiner(
        request,
        '{% extends "base.html" %}{% block titre %}Accueil{% endblock %}{% block titre_page %}Accueil{% endblock %}',
    )


@login_not_required
def metiers(request: HttpRequest) -> HttpResponse:
    trouve = {"value": 7, "text": "Développeur Java", "precision": f"cherché : {request.GET['q']}"}
    return JsonResponse([trouve], safe=False)


@login_not_required
def technos(request: HttpRequest) -> HttpResponse:
    """C and C#, found by their beginning; "csharp" is another name of C#."""
    cherche = request.GET["q"].lower()
    lignes = [
        {"value": cle, "text": nom, "exacte": cherche in noms}
        for cle, nom, noms in ((1, "C", ["c"]), (2, "C#", ["c#", "csharp"]))
        if any(autre.startswith(cherche) for autre in noms)
    ]
    return JsonResponse(lignes, safe=False)


def vide(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", accueil, name="accueil"),
    path("liste/", liste, name="liste"),
    path("liste/archives/", liste, name="archives"),
    path("fiche/", fiche, name="fiche"),
    path("formulaire/", formulaire, name="formulaire"),
    path("langues/", langues, name="langues"),
    path("archiver/", archiver, name="archiver"),
    path("metiers.json", metiers, name="metiers"),
    path("technos.json", technos, name="technos"),
    path("sortie/", vide, name="account_logout"),
    path("connexion/", login_not_required(vide), name="account_login"),
    path("securite/", vide, name="mfa_index"),
    path("admin/", include(([path("", vide, name="index")], "admin"))),
]
