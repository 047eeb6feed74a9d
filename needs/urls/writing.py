"""The workspace's addresses of a statement's text: the desk's text, its clauses, comments and changes, and drafts."""

from django.urls import URLPattern, path

from needs.views import between, changes, clauses, comments, drafts, previewing, splitting, text

DESK = "workspace/challenges/<slug:slug>/"
DRAFT = "workspace/drafts/<slug:slug>/"
CLAUSE = DESK + "clauses/<int:pk>/"
COMMENT = DESK + "comments/<int:pk>/"

writing: list[URLPattern] = [
    path(DESK, text.TextPart.as_view(), name="workspace-challenge"),
    path(DESK + "clauses/add/", clauses.AddClause.as_view(), name="workspace-clause-add"),
    path(CLAUSE, clauses.EditClause.as_view(), name="workspace-clause"),
    path(CLAUSE + "split/", splitting.SplitClause.as_view(), name="workspace-clause-split"),
    path(CLAUSE + "delete/", clauses.DeleteClause.as_view(), name="workspace-clause-delete"),
    path(CLAUSE + "move/", clauses.move_clause, name="workspace-clause-move"),
    path(DESK + "preview.pdf", previewing.brief, name="workspace-challenge-preview-brief"),
    path(DESK + "comments/", comments.CommentsPart.as_view(), name="workspace-challenge-comments"),
    path(COMMENT + "take-over/", comments.take_over, name="workspace-comment-take-over"),
    path(COMMENT + "settle/", comments.SettleComment.as_view(), name="workspace-comment-settle"),
    path(DESK + "changes/", changes.ChangesPart.as_view(), name="workspace-challenge-changes"),
    path(DRAFT, drafts.DraftView.as_view(), name="workspace-draft"),
    path(DRAFT + "preview/", previewing.PreviewPage.as_view(), name="workspace-preview"),
    path(
        DRAFT + "changes/<int:before>-<int:after>/", between.ChangesOfDrafts.as_view(), name="workspace-draft-changes"
    ),
    path(DRAFT + "clauses/<int:pk>/comment/", drafts.WriteComment.as_view(), name="workspace-draft-comment"),
]
