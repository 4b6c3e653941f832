"""Pictures are held to what records were signed with."""

from typing import Any

from generator.related import check_related

PICTURE = "content/images/first-badge.svg"
ADVICE = (
    "restore the file from your repository, and give a new picture a new name, which the "
    "programme then uses [image-changed]"
)


def test_a_picture_that_was_changed_stops_the_build(project):
    picture = project.root / PICTURE
    picture.write_bytes(picture.read_bytes() + b"\n")

    (line, *_) = project.problems()

    assert line == (
        f"{PICTURE}: is not the picture, and 3 credentials were signed with it: {ADVICE}"
    ).replace("3 credentials", f"{len(project.ids)} credentials")


def test_a_picture_that_is_gone_is_told(project):
    document = project.document("ada")
    document["relatedResource"][0]["id"] = f"{project.site.config.url}images/gone.svg"

    (problem,) = check_related(project.site, [document])

    assert str(problem) == (
        "content/images/gone.svg: is missing, and one credential was signed with it: " + ADVICE
    )


def test_records_without_a_digest_ask_for_nothing(project):
    document = project.document("ada")
    documents: list[Any] = [
        {},
        {"relatedResource": {"id": document["relatedResource"][0]["id"]}},
        {"relatedResource": [{"id": "https://elsewhere.example/x.svg", "digestSRI": "sha256-x"}]},
    ]

    assert list(check_related(project.site, documents)) == []
