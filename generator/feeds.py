"""The Atom feed of programmes: every version that a programme lists under `changes`, newest first.

RFC 4287. Never about people: it tells what can be earned, not who has earned it.
"""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from generator.content import Site
from generator.ctdl import FILE, graph
from generator.machine_readable import language_of
from generator.programs import Program
from generator.quality import Change

FEED = "programs/feed.xml"
MAX_ENTRIES = 50


def machine_files(site: Site, today: date) -> dict[str, bytes]:
    """Return the files about programmes that are for machines, by their place in the site."""
    return {FILE: graph(site), **({FEED: atom(site, today)} if has_feed(site, today) else {})}


def has_feed(site: Site, today: date | None) -> bool:
    """Tell whether there is news: a feed has to bear a date, and nobody invents one."""
    return any(_news(site, today))


def atom(site: Site, today: date) -> bytes:
    """Return the feed of a site that has news."""
    config = site.config
    news = sorted(
        _news(site, today),
        key=lambda item: (item[0].date, item[1].slug, item[0].version),
        reverse=True,
    )[:MAX_ENTRIES]
    entries = "".join(_entry(site, program, change) for change, program in news)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(config.language)}>\n'
        f"<id>{escape(config.url + FEED)}</id>\n"
        f"<title>{escape(config.name)}</title>\n"
        f"<subtitle>{escape(config.description)}</subtitle>\n"
        f"<updated>{_stamp(news[0][0])}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(config.url + FEED)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(f"{config.url}programs/")}/>\n'
        f"<author><name>{escape(config.name)}</name></author>\n"
        f"{entries}</feed>\n"
    ).encode()


def _news(site: Site, today: date | None) -> Iterator[tuple[Change, Program]]:
    """Yield what has changed; what is announced for a later day is no news yet."""
    for program in site.programs.values():
        for change in program.changes:
            if today is None or change.date <= today:
                yield change, program


def _entry(site: Site, program: Program, change: Change) -> str:
    address = site.program_address(program)
    language = quoteattr(language_of(program, site))
    return (
        f"<entry xml:lang={language}>\n"
        f"<id>{escape(f'{address}#{change.date.isoformat()}-{quote(change.version)}')}</id>\n"
        f"<title>{escape(f'{program.title} ({change.version})')}</title>\n"
        f"<updated>{_stamp(change)}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>\n'
        f"<summary>{escape(change.text)}</summary>\n"
        "</entry>\n"
    )


def _stamp(change: Change) -> str:
    return f"{change.date.isoformat()}T00:00:00Z"
