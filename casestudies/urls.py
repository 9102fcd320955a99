"""Addresses of the case library. Those under cases/ are printed on paper: never change them."""

from django.urls import path

from casestudies.views import drafts, library, reviews, similar

app_name = "casestudies"

DRAFT = "case-drafts/<int:draft_pk>/"
REVIEW = "case-reviews/<int:review_pk>/"

urlpatterns = [
    path("cases/", library.list_cases, name="case-list"),
    path("cases/<slug:key>/", library.show_case, name="case-show"),
    path("cases/<slug:key>/versions/<int:number>/", library.show_version, name="version-show"),
    path("cases/<slug:key>/versions/<int:number>/case.pdf", library.print_case, name="version-pdf"),
    path("cases/<slug:key>/withdraw/", reviews.withdraw, name="case-withdraw"),
    path("case-drafts/", drafts.list_drafts, name="draft-list"),
    path("case-drafts/waiting/", drafts.show_waiting, name="waiting-panel"),
    path("case-drafts/start/", drafts.start_draft, name="draft-start"),
    path(DRAFT, drafts.show_draft, name="draft-show"),
    path(f"{DRAFT}change/<slug:part>/", drafts.change_part, name="draft-change"),
    path(f"{DRAFT}marks/", drafts.decide_marks, name="draft-marks"),
    path(f"{DRAFT}hand-in/", drafts.hand_in, name="draft-hand-in"),
    path(f"{DRAFT}revise/", drafts.revise, name="draft-revise"),
    path(REVIEW, reviews.show_review, name="review-show"),
    path(f"{REVIEW}publish/", reviews.publish, name="review-publish"),
    path(f"{REVIEW}send-back/", reviews.send_back, name="review-send-back"),
    path("dialogues/<int:pk>/case-study/", drafts.start_from_dialogue, name="dialogue-case"),
    path("dialogues/<int:pk>/similar-cases/", similar.show_similar, name="similar"),
    path("incidents/<int:pk>/similar-cases/", similar.show_similar_after, name="similar-after"),
]
