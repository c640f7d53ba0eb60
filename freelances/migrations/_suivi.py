"""SQL and first rows of the fiches de suivi. Migrations import none of the code: the codes are written out."""

# SAR-2, SAR-3: whoever writes a fiche, by whatever way, its statut and échéance are these. The échéance moves when the
# résultat, the statut or `maj_le` does, and only then: a délai that changes waits for the next update of each fiche.
CALCULER = """
CREATE FUNCTION public.fiche_calculer() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
    trouve text;
BEGIN
    SELECT statut INTO trouve FROM freelances_reglestatut
    WHERE resultat = NEW.resultat AND etat = CASE WHEN NEW.resultat = 'recrutement' THEN NEW.etat ELSE 'na' END;
    IF trouve IS NULL THEN
        RAISE EXCEPTION 'Aucun statut pour le résultat « % » et l’état « % » (SAR-2).', NEW.resultat, NEW.etat
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fiche_statut_calcule';
    END IF;
    NEW.statut := trouve;
    IF TG_OP = 'UPDATE' AND OLD.statut = NEW.statut AND OLD.resultat = NEW.resultat AND OLD.maj_le = NEW.maj_le THEN
        NEW.echeance := OLD.echeance;
    ELSE
        SELECT NEW.maj_le + jours INTO NEW.echeance FROM freelances_delaistatut WHERE statut = trouve;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER fiche_calculer BEFORE INSERT OR UPDATE ON public.freelances_fiche
FOR EACH ROW EXECUTE FUNCTION public.fiche_calculer();
"""
NE_PLUS_CALCULER = "DROP FUNCTION public.fiche_calculer() CASCADE;"

# Calendar days (source 003); None: no échéance.
DELAIS = {
    "etude": 30,
    "non_retenu": None,
    "en_vivier": 200,
    "formation": 180,
    "adc_candidature": None,
    "recrutement": 30,
    "refus": None,
    "essai": 250,
    "recrute": None,
    "rupture": None,
    "adc_3_mois": 100,
    "adc_6_mois": 190,
    "adc_9_mois": 280,
    "adc_1_an": 370,
    "adc_2_ans": 740,
    "non_employable": None,
    "indisponible": None,
    "a_verifier": None,
}
STATUTS = {
    "aucun": "etude",
    "non_retenu_cv": "non_retenu",
    "avis_reserve": "non_retenu",
    "pas_de_poste": "non_retenu",
    "vivier_recrutement": "en_vivier",
    "vivier_formation": "en_vivier",
    "formation_individuelle": "formation",
    "adc_inscription": "adc_candidature",
    "adc_immersion": "adc_candidature",
    "proposition_client": "recrutement",
    "proposition": "recrutement",
    "refus_candidat": "refus",
    "fis_3_mois": "adc_3_mois",
    "fis_6_mois": "adc_6_mois",
    "prealable_6_mois": "adc_6_mois",
    "fg_6_mois": "adc_6_mois",
    "fg_9_mois": "adc_9_mois",
    "fg_1_an": "adc_1_an",
    "fg_2_ans": "adc_2_ans",
    "non_recrute_adc": "non_retenu",
    "non_employable": "non_employable",
    "indisponible": "indisponible",
    "emploi_retrouve": "a_verifier",
    "abandon": "non_retenu",
}
STATUTS_DU_RECRUTEMENT = {
    "essai": "essai",
    "confirme": "recrute",
    "rupture_competences": "rupture",
    "rupture_comportement": "rupture",
    "rupture_contexte": "rupture",
    "demission": "rupture",
}
MOTS = {
    "sante": (
        "malade", "maladie", "arrêt maladie", "dépression", "dépressif", "dépressive", "handicap", "handicapé",
        "handicapée", "invalidité", "burn-out", "grossesse", "enceinte", "cancer", "alcoolique", "hospitalisé",
    ),
    "famille": (
        "divorcé", "divorcée", "célibataire", "marié", "mariée", "mère de famille", "père de famille",
        "enfants en bas âge", "congé parental", "homosexuel", "homosexuelle", "orientation sexuelle",
    ),
    "origine": ("origine étrangère", "nationalité", "race", "ethnie", "immigré", "immigrée", "accent étranger"),
    "opinions": (
        "syndiqué", "syndiquée", "syndicaliste", "syndicat", "gréviste", "religion", "religieux", "musulman",
        "musulmane", "juif", "juive", "catholique", "opinion politique", "militant", "militante",
    ),
    "injures": (
        "idiot", "idiote", "imbécile", "stupide", "débile", "nul", "nulle", "crétin", "abruti", "menteur", "menteuse",
        "escroc",
    ),
}  # fmt: skip


def remplir(apps, schema_editor):
    """The rules, the délais and the first words to avoid."""
    regle, delai, mot = (apps.get_model("freelances", nom) for nom in ("RegleStatut", "DelaiStatut", "MotSensible"))
    regle.objects.bulk_create([regle(resultat=r, etat="na", statut=s) for r, s in STATUTS.items()])
    regle.objects.bulk_create(
        [regle(resultat="recrutement", etat=e, statut=s) for e, s in STATUTS_DU_RECRUTEMENT.items()]
    )
    delai.objects.bulk_create([delai(statut=statut, jours=jours) for statut, jours in DELAIS.items()])
    mot.objects.bulk_create([mot(mot=texte, famille=famille) for famille, liste in MOTS.items() for texte in liste])
