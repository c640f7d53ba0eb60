"""Load the fonctions of CLI-4. Idempotent: what an administrator changed or added since is left alone."""

from django.db import migrations

FONCTIONS = {
    ("conseil", "do"): ["Manager", "Senior manager", "Associé"],
    ("conseil", "permanent"): ["Consultant", "Senior consultant"],
    ("classique", "do"): [
        "Ingénieur commercial",
        "Directeur commercial",
        "Directeur de département",
        "Chef de projet",
        "Directeur de projet",
        "Responsable d’agence",
        "Responsable staffing",
    ],
    ("classique", "permanent"): ["Ingénieur d’études"],
    ("final", "do"): ["Directeur des études", "Directeur des achats", "DSI", "Directeur informatique"],
    ("final", "permanent"): ["Consultant interne", "Informaticien", "Assistante"],
}


def charger(apps, schema_editor):
    """Insert the missing ones."""
    Fonction = apps.get_model("clients", "Fonction")
    for (famille, nature), libelles in FONCTIONS.items():
        for libelle in libelles:
            Fonction.objects.get_or_create(famille=famille, libelle=libelle, defaults={"nature": nature})


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_initial")]

    operations = [migrations.RunPython(charger, migrations.RunPython.noop)]
