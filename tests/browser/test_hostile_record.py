"""A site at the root of its host, with a credential that is full of markup."""

import json
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from generator import content, issue
from generator.bake import bake_svg, unbake
from generator.build import build
from generator.recipients import Evidence, Recipient
from generator.vc import did
from generator.vc.verify import verify
from tests.browser.browsing import Watch, save_picture, visit
from tests.browser.examples import NOW, ROOT, pick_rich
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}${7*7}\"'>"
    "<svg/onload=alert(1)><!-- ]]> &lt;b&gt; javascript:alert(1) <a href=//evil.example> \U0001f986"
)


@pytest.fixture(scope="module")
def root_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SiteServer, str]]:
    """A site at the root of its host, with one credential that is full of markup."""
    root = tmp_path_factory.mktemp("root")
    made = shutil.ignore_patterns("credentials", "status", "endorsements", "collections")
    shutil.copytree(ROOT / "content", root / "content", ignore=made)
    settings = root / "content/site.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("northfield.example/badges/", "root.example/")
    )
    (root / content.DID_FILE).unlink()
    issuer = content.load_site(root).config.did
    key = example_key(issuer, "current")
    document = content.new_did_document(issuer, [key.public_key])
    (root / content.DID_FILE).write_text(json.dumps(document))
    loaded = content.load_site(root)
    recipient = Recipient(
        name=f"Robert {HOSTILE}",
        email=None,
        awarded=None,
        valid_from=None,
        valid_until=None,
        results={"final-mark": "88"},
        evidence=(Evidence(HOSTILE, "https://root.example/?a=1&b=2", HOSTILE),),
        narrative=HOSTILE,
    )
    numbers = iter(range(1000))
    (issued,) = issue.issue(
        loaded,
        loaded.programs["applied-data-analysis"],
        [recipient],
        key,
        NOW,
        lambda count: next(numbers).to_bytes(count, "big"),
    )
    build(root, root / "public", NOW)
    with SiteServer(root / "public", "/", NOW) as server:
        yield server, issued.address.removeprefix(loaded.config.url)


@pytest.fixture
def root_watch(context: BrowserContext, root_host: tuple[SiteServer, str]) -> Iterator[Watch]:
    watch = Watch(context, root_host[0].origin)
    yield watch
    watch.check()


@pytest.mark.usefixtures("root_watch")
def test_a_site_at_the_root_of_its_host_is_checked(context, root_host):
    server, path = root_host
    page = context.new_page()

    assert visit(page, server.url(path)) == "valid"
    assert "/.well-known/did.json" in server.requests
    assert did.web_address("did:web:root.example") == "https://root.example/.well-known/did.json"


def test_markup_in_a_record_stays_text(context, root_watch, root_host, site, examples):
    server, path = root_host
    page = context.new_page()
    visit(page, server.url(path))

    assert page.inner_text(".to [data-f=name]") == f"Robert {HOSTILE}"
    assert page.text_content("[data-list=evidence] [data-k=narrative]") == HOSTILE
    count = "document.querySelectorAll('script, img, svg, a[href*=evil]').length"
    hostile = page.evaluate(count)
    ordinary = context.new_page()
    root_watch.origins.append(site.origin)
    visit(ordinary, site.url(pick_rich(examples).path))
    assert hostile == ordinary.evaluate(count)


@pytest.mark.usefixtures("root_watch")
@pytest.mark.parametrize("form", ["png", "svg"])
def test_markup_in_a_record_goes_into_its_picture_and_comes_out_whole(context, root_host, form):
    server, path = root_host
    page = context.new_page()
    visit(page, server.url(path))
    _, picture = save_picture(page, form)
    record = unbake(picture)

    loaded = content.load_site(server.root.parent)
    raw = server.read(path.replace(".html", ".json"))
    badge = server.read("images/applied-data-analysis.svg")
    assert record == (raw.strip() if form == "png" else unbake(bake_svg(badge, raw)))
    assert json.loads(record)["credentialSubject"]["narrative"] == HOSTILE
    assert verify(record, loaded.config.did, loaded.published, NOW).verdict == "valid"
