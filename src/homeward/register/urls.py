"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from homeward.register.views import contradictions, entries, institutions, persons, places

app_name = "register"
urlpatterns = [
    path("entries/<str:number>/", entries.entry, name="entry"),
    path("entries/<str:number>/state/", entries.state, name="state_of_entry"),
    path("persons/", persons.persons, name="persons"),
    path("persons/<str:number>/", persons.person, name="person"),
    path("persons/<str:number>/state/", persons.state, name="state_of_person"),
    path("persons/<str:number>/statements/<str:statement>/correct/", persons.correct, name="correct"),
    path("persons/<str:number>/statements/<str:statement>/share/", persons.share, name="share_statement"),
    path("persons/<str:number>/take-apart/<str:judgement>/", persons.take_apart, name="take_apart"),
    path("places/", places.places, name="places"),
    path("places/new/", places.new_place, name="new_place"),
    path("places/known/<str:gazetteer>/", places.known_place, name="known_place"),
    path("places/<str:number>/", places.place, name="place"),
    path("places/<str:number>/names/", places.add_name, name="name_of_place"),
    path("places/<str:number>/changes/", places.add_change, name="change_of_place"),
    path("places/<str:number>/share/<str:saying>/", places.share, name="share_of_place"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/new/", institutions.new_institution, name="new_institution"),
    path("institutions/<str:number>/", institutions.institution, name="institution"),
    path("institutions/<str:number>/names/", institutions.add_name, name="name_of_institution"),
    path("institutions/<str:number>/changes/", institutions.add_change, name="change_of_institution"),
    path("institutions/<str:number>/share/<str:saying>/", institutions.share, name="share_of_institution"),
    path("contradictions/", contradictions.contradictions, name="contradictions"),
    path("contradictions/<str:number>/", contradictions.contradiction, name="contradiction"),
    path("contradictions/<str:number>/settle/", contradictions.settle, name="settle"),
    path("contradictions/<str:number>/open/", contradictions.open_again, name="open_again"),
]
