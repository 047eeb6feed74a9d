"""The boards of workshops: joined with a code, and led, both without an account; kept by staff in the workspace."""

from django.urls import path

from events.views import board_acts, board_desk, board_results, boards

BOARD, BOARDS = "board/<int:pk>/", "boards/<int:pk>/"

public = [
    path("board/", boards.join, name="board-join"),
    path("board/of/<slug:slug>/", boards.boards, name="boards"),
    path(BOARD, boards.board, name="board"),
    path(BOARD + "live/", boards.live, name="board-live"),
    path(BOARD + "notes/", board_acts.add_note, name="board-note-add"),
    path(BOARD + "notes/<int:note>/", board_acts.note_page, name="board-note"),
    path(BOARD + "notes/<int:note>/<slug:action>/", board_acts.act_on_note, name="board-note-act"),
    path(BOARD + "groups/", board_acts.add_group, name="board-group-add"),
    path(BOARD + "groups/<int:group>/<slug:action>/", board_acts.act_on_group, name="board-group-act"),
    path(BOARD + "<slug:action>/", board_acts.step, name="board-step"),
]
workspace = [
    path("events/<slug:slug>/boards/", board_desk.BoardsView.as_view(), name="workspace-boards"),
    path("events/<slug:slug>/boards/code/", board_desk.code, name="workspace-boards-code"),
    path(BOARDS, board_desk.BoardView.as_view(), name="workspace-board"),
    path(BOARDS + "facilitators/", board_desk.add_facilitator, name="workspace-board-facilitator-add"),
    path(
        BOARDS + "facilitators/<int:facilitator>/remove/",
        board_desk.remove_facilitator,
        name="workspace-board-facilitator-remove",
    ),
    path(BOARDS + "need/", board_results.NeedView.as_view(), name="workspace-board-need"),
    path(BOARDS + "comment/", board_results.CommentView.as_view(), name="workspace-board-comment"),
    path(BOARDS + "notes.csv", board_results.as_csv, name="workspace-board-csv"),
    path(BOARDS + "report/", board_results.make_pdf, name="workspace-board-report"),
    path(BOARDS + "report/<int:report>.pdf", board_results.as_pdf, name="workspace-board-pdf"),
]
