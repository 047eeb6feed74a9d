"""The trails of questions and of their answers stand like those of requests and responses."""

from importlib import import_module

from django.db import migrations

TRAIL_MOVES = import_module("suppliers.migrations.0002_requests_stand").TRAIL_MOVES
TRAILS = ["suppliers_questiontransition", "suppliers_answertransition"]
CREATE = "".join(
    f"CREATE TRIGGER trail_stands BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION row_is_kept({TRAIL_MOVES});\n"
    for table in TRAILS
)
DROP = "".join(f"DROP TRIGGER trail_stands ON {table};\n" for table in TRAILS)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_refused_changes"), ("suppliers", "0011_mailings_done_with")]

    operations = [migrations.RunSQL(CREATE, DROP)]
