"""Which needs a statement was frozen with: its challenge's go on to change for the next version."""

from django.db import migrations, models

# Of those frozen before: what stands behind their figures, and what their challenge had then and still has
FILL = """
INSERT INTO needs_statement_needs (statement_id, need_id)
SELECT behind.statement_id, need.id FROM needs_figuresbehind AS behind
    CROSS JOIN jsonb_array_elements(behind.pieces) AS piece
    JOIN needs_need AS need ON need.id = (piece ->> 'need')::bigint
    WHERE behind.statement_id IS NOT NULL
UNION
SELECT statement.id, source.need_id FROM needs_statement AS statement
    JOIN needs_challengeneed AS source ON source.challenge_id = statement.challenge_id
    WHERE source.added_at <= coalesce(statement.circulated_at, statement.published_at)
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0008_older_texts")]

    operations = [
        migrations.AddField(
            "statement",
            "needs",
            models.ManyToManyField(
                editable=False, related_name="statements", to="needs.need", verbose_name="source needs"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
