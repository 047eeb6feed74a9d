"""Reading the answers to a request for information, and what is made of them: the synthesis."""

from django.urls import URLPattern, path

from suppliers.views import reading, reading_acts, synthesis

ANSWERS = "requests/<slug:slug>/answers/"
ANSWER = ANSWERS + "companies/<slug:key>/<int:number>/"
SYNTHESIS = "syntheses/<slug:key>/"

public: list[URLPattern] = [
    path("dialogues/<slug:slug>/heard/<slug:key>/", synthesis.public_page, name="synthesis"),
]
workspace: list[URLPattern] = [
    path("answers/", reading.reading_list, name="workspace-reading"),
    path(ANSWERS, reading.summary, name="workspace-answers"),
    path(ANSWERS + "questions/<int:number>/", reading.by_question, name="workspace-answers-question"),
    path(ANSWERS + "companies/<slug:key>/", reading.by_company, name="workspace-answers-company"),
    path(ANSWERS + "files/<slug:key>/", reading.file, name="workspace-answers-file"),
    path(ANSWERS + "log/", reading.log, name="workspace-answers-log"),
    path(ANSWERS + "tags/", reading_acts.TagsView.as_view(), name="workspace-answers-tags"),
    path(ANSWERS + "tags/<int:pk>/", reading_acts.change_tag, name="workspace-answers-tag-change"),
    path(ANSWER + "notes/", reading_acts.write_note, name="workspace-answers-note"),
    path(ANSWER + "notes/<int:note>/remove/", reading_acts.remove_note, name="workspace-answers-note-remove"),
    path(ANSWER + "tag/", reading_acts.tag, name="workspace-answers-tag"),
    path(ANSWER + "translations/<slug:language>/", reading_acts.translate, name="workspace-answers-translate"),
    path(ANSWERS + "synthesis/", synthesis.begin, name="workspace-synthesis-begin"),
    path(SYNTHESIS, synthesis.desk, name="workspace-synthesis"),
    path(SYNTHESIS + "publish/", synthesis.publish, name="workspace-synthesis-publish"),
    path(SYNTHESIS + "correct/", synthesis.correct, name="workspace-synthesis-correct"),
    path(SYNTHESIS + "discard/", synthesis.discard, name="workspace-synthesis-discard"),
    path(SYNTHESIS + "version/", synthesis.begin_version, name="workspace-synthesis-version"),
]
