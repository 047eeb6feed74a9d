from needs.urls.curation import curation, figures
from needs.urls.intake import intake
from needs.urls.public import public
from needs.urls.publishing import releases
from needs.urls.signing import signatures
from needs.urls.writing import writing

urlpatterns = [*intake, *writing, *curation, *figures, *signatures, *releases, *public]
