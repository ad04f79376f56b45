from dataclasses import replace

import pytest

from bot.blueprint.declaration import load
from bot.blueprint.plan import make_plan
from bot.blueprint.report import lines, said
from bot.blueprint.shapes import Change, Drift, Plan, Sentence
from locales import reader, typeset
from storage.catalogue import Catalogue
from tests.bot.blueprint.world import SMALL, World, built, changed, without

FRENCH = reader("fr")


def report(plan: Plan) -> list[str]:
    """The report with everyday spaces, as one would type it."""
    return [line.replace("\u202f", " ").replace("\u00a0", " ") for line in lines(plan, FRENCH)]


def test_the_shipped_plan_is_read_by_somebody_who_never_saw_one(catalogue: Catalogue) -> None:
    plan = World().plan(load(catalogue))

    assert report(plan) == [
        "284 salons et rôles seront créés, rien ne sera supprimé.",
        (
            "**187 rôles à créer :** Modération, Animation, Référents, Tout voir, Accès aux droits et aller-vers, "
            "Accompagnement et analyse des pratiques, Attractivité et image des métiers, Collectif et développement "
            "social, Éthique et déontologie, Formations et diplômes, Genre, mixité et care, Grand âge, autonomie et "
            "domicile et 175 autres"
        ),
        (
            "**8 catégories à créer :** Accueil, Thématiques, Métiers, Publics, Territoires, Centre de ressources, "
            "Modération et Archives"
        ),
        (
            "**89 salons à créer :** bienvenue, règles, annonces, présentations, aide, discussion-libre, "
            "accès-aux-droits-et-aller-vers, accompagnement-et-pratiques, attractivité-des-métiers, "
            "collectif-et-développement-social, éthique-et-déontologie, formations-et-diplômes et 77 autres"
        ),
        (
            "**Questions posées par Discord à l’arrivée :** Vous êtes…, Votre métier ?, Où travaillez-vous ? et "
            "Qu’est-ce qui vous intéresse ?"
        ),
        (
            "Ce plan change une grande partie du serveur. Lisez-le, puis tapez son code pour appliquer exactement ce "
            f"plan : **{plan.fingerprint}**"
        ),
    ]


def test_creations_alone_are_said_in_one_sentence() -> None:
    assert (
        report(World(community=False).plan(SMALL))[0]
        == "11 salons et rôles seront créés, rien ne sera supprimé."
    )


def test_what_was_there_already_is_counted() -> None:
    world = World()
    world.apply(world.plan(SMALL), 4, lose_last=True)

    assert report(world.plan(SMALL))[4:5] == [
        "1 salon ou rôle existait déjà : il sera suivi désormais, sans rien lui faire."
    ]


def test_nothing_to_do_is_said_in_one_line() -> None:
    assert report(built().plan(SMALL)) == ["Le serveur est déjà comme prévu : il n’y a rien à faire."]


def test_renames_changes_and_archives_say_what_becomes_of_each() -> None:
    world = built()
    wanted = changed(without(SMALL, "channel:theme:sante"), "channel:help", name="entraide")
    plan = world.plan(changed(wanted, "channel:rules", topic="Ici.", name="charte"))

    assert report(plan) == [
        "À faire : 1 à renommer, 1 à modifier et 1 à archiver. Rien ne sera supprimé.",
        "**À renommer :** « aide » devient « entraide »",
        "**À modifier :** règles (le nom et le sujet)",
        (
            "**À archiver :** santé. « Archivé » veut dire : rangé dans la dernière catégorie, où celles et ceux qui "
            "pouvaient lire lisent encore, mais où plus personne n’écrit. On peut revenir en arrière."
        ),
        f"Pour appliquer exactement ce plan, donnez son code : **{plan.fingerprint}**",
    ]


def test_what_was_changed_by_hand_is_told_and_left() -> None:
    world = built()
    world.by_hand("channel:help", name="entraide")
    world.by_hand("channel:rules", topic="À nous.", parent=None)
    world.taken_away("role:theme:sante")

    assert report(world.plan(SMALL)) == [
        "Rien ne serait changé sur le serveur.",
        "**Retiré à la main :** Santé ; il ne sera pas refait.",
        "**Modifié à la main :** règles (le sujet et la catégorie) ; laissé tel quel.",
        "**Renommé à la main :** « aide » est devenu « entraide » ; laissé tel quel.",
        "Pour annuler ce qui a été fait à la main, redemandez le plan en le précisant.",
    ]


def test_many_changes_by_hand_are_counted() -> None:
    drift = Drift("channel:help", "forum", "aide", 1, {"topic": "a"}, {"topic": "b"})

    told = report(Plan(1, drifts=(drift,) * 15))
    assert (len(told), told[-2]) == (15, "Et 3 autres changements faits à la main, laissés tels quels.")


def test_many_remarks_are_counted() -> None:
    remark = Sentence("“{key}” has no name: give it one in server.toml.", {"key": "channel:x"})

    assert report(Plan(1, remarks=(remark,) * 14))[-1] == "Et 2 autres de la même sorte."


def test_obstacles_come_with_their_remedy_and_forbid_to_apply() -> None:
    observed = replace(World().observed(), missing=("Manage Roles", "Manage Channels"), highest=False)

    told = report(make_plan(SMALL, observed, {}))
    assert told[-3:] == [
        (
            "**À régler d’abord :** Il manque des permissions à Tisserande : Gérer les rôles et Gérer les salons. "
            "Donnez-les à son rôle dans les paramètres du serveur, ou invitez-la de nouveau avec le lien que donne "
            "tisserande check."
        ),
        (
            "**À régler d’abord :** Le rôle de Tisserande doit être au-dessus de ceux qu’elle crée : dans les "
            "paramètres du serveur, « Rôles », faites-le glisser tout en haut."
        ),
        "Rien ne peut encore être appliqué : réglez ce qui précède, puis redemandez le plan.",
    ]


def test_without_community_mode_the_report_says_what_is_done_instead() -> None:
    told = report(World(community=False).plan(SMALL))

    assert [line for line in told if line.startswith("**À savoir")] == [
        (
            "**À savoir :** Ce serveur n’est pas en mode Communauté : Discord ne peut donc ni poser de questions à "
            "l’arrivée, ni créer de salons d’annonces. Tisserande accueille elle-même avec les mêmes questions, et "
            "des salons ordinaires servent aux annonces. Pour changer cela : paramètres du serveur, « Activer la "
            "communauté »."
        )
    ]


@pytest.mark.parametrize("verb", ["create", "archive"])
def test_names_from_people_never_ping_nor_break(verb: str) -> None:
    change = Change(verb, "channel:x", "text", "@everyone **a** <#1>", 1)  # type: ignore[arg-type]

    told = " ".join(report(Plan(1, (change,))))
    assert "@everyone" not in told
    assert r"\*\*a\*\* \<#1\>" in told


def test_a_sentence_is_said_in_the_language_of_its_reader() -> None:
    sentence = Sentence("“{key}” has no name: give it one in server.toml.", {"key": "channel:x"})

    assert said(sentence, reader("en")) == "“channel:x” has no name: give it one in server.toml."
    assert said(sentence, FRENCH) == typeset(
        "« channel:x » n'a pas de nom : donnez-lui-en un dans server.toml."
    )
