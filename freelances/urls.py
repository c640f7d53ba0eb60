"""Addresses of the freelances room, gathered from its parts."""

from freelances.confirmation.urls import urlpatterns as confirmation
from freelances.cv_anonyme.urls import urlpatterns as cv_anonyme
from freelances.cvs.urls import urlpatterns as cvs
from freelances.evaluation.urls import urlpatterns as evaluation
from freelances.fiche.urls import urlpatterns as fiche
from freelances.lecture_cv.urls import urlpatterns as lecture_cv
from freelances.partenaires.urls import urlpatterns as partenaires
from freelances.recherche.urls import urlpatterns as recherche

app_name = "freelances"
urlpatterns = [*recherche, *fiche, *cvs, *lecture_cv, *cv_anonyme, *evaluation, *confirmation, *partenaires]
