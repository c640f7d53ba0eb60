from django.apps import AppConfig


class FreelancesConfig(AppConfig):
    """Freelances, their CVs and the search over them."""

    name = "freelances"
    verbose_name = "Freelances"
