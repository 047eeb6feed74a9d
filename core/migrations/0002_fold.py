"""How names are compared when somebody searches: without accents, and with either spelling of the Nordic letters."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# "København", "Koebenhavn" and "kobenhavn" all become "kobenhavn"; "Århus" and "Aarhus" become "arhus". Capital letters
# are named as well, because not every database's lower() knows them.
FOLD = """
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT replace(replace(replace(replace(replace(replace(replace(lower(translate($1,
        'æÆáàâãåäāąéèêëēęíìîïīóòôõöøōúùûüūýÿčćçđðŋñńšśŧžźżłÁÀÂÃÅÄĀĄÉÈÊËĒĘÍÌÎÏĪÓÒÔÕÖØŌÚÙÛÜŪÝŸČĆÇĐÐŊÑŃŠŚŦŽŹŻŁ',
        'aAaaaaaaaaeeeeeeiiiiiooooooouuuuuyycccddnnnsstzzzlAAAAAAAAEEEEEEIIIIIOOOOOOOUUUUUYYCCCDDNNNSSTZZZL')),
        'œ', 'o'), 'þ', 'th'), 'Þ', 'th'), 'ß', 'ss'), 'ae', 'a'), 'aa', 'a'), 'oe', 'o')
$$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION fold(text)"),
    ]
