"""The pages in a real browser: nothing from outside, nothing runs, nothing is cut, all is read and reached by keys."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest

from api.http import DatasetSource, create_app
from tests.api.http.browser import Browser, find_browser
from tests.api.http.conftest import listening
from tests.api.http.hostile import IMAGE, SCRIPT, hostile_dataset
from tests.api.http.markup import Page

DESK, PHONE, PAPER = 1280, 390, 718
QUERY = quote("科普活动场次")

# the contrast of every text to what it stands on, by WCAG 2; the worst of each page with its words
_CONTRAST = """(() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (c) => c.slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  let worst = [21, ""];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement, words = texts.currentNode.data.trim();
    if (!words || !e.checkVisibility()) continue;
    const [one, other] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < worst[0]) worst = [ratio, words.slice(0, 40)];
  }
  return worst;
})()"""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# cells with words that have no room for five characters
_CRUSHED = """[...document.querySelectorAll("tbody td, tbody th")].filter((cell) => cell.innerText.trim().length > 12
  && cell.clientWidth < 5 * parseFloat(getComputedStyle(cell).fontSize)).map((cell) => cell.innerText.slice(0, 40))"""
_FOCUS = """(() => {
  const e = document.activeElement, style = getComputedStyle(e), place = e.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  return {at: all.indexOf(e), tag: e.tagName, words: (e.innerText || e.name || "").trim(),
    ring: style.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0,
    seen: place.right > 0 && place.bottom > 0 && place.width > 0 && place.left < innerWidth};
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A browser without a window."""
    program = find_browser()
    if program is None:
        pytest.skip("LOUD: no Chromium here (apt-get install chromium, or KG_BROWSER=…), so no page was looked at")
    with Browser(program, tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(app):
    """The service over the sample, on a socket."""
    with listening(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def as_it_was(request):
    """Every test begins with a clean desk: a wide window on a light screen, nothing said so far."""
    if "browser" in request.fixturenames:
        browser = request.getfixturevalue("browser")
        browser.size(DESK)
        browser.media()
        browser.requests.clear()
        browser.said.clear()


@pytest.fixture(scope="module")
def addresses(served):
    """A page of each kind."""
    evaluation = next(r for r in served.readings() if r.document.form.value == "self_evaluation").document.id
    projects = next(r for r in served.readings() if len(r.projects) > 2).document.id
    finding = served.all_findings()[0][0].rpartition("/")[2]
    return (
        "/",
        f"/?q={QUERY}",
        f"/?q={quote('地铁运营里程')}",
        f"/?q={quote('科普讲座和展览以及院士专家工作站建设数量满意度' * 12)}",
        "/?level=city",
        f"/?q=x&department={quote('火星')}",
        f"/compare?q={QUERY}",
        "/findings",
        f"/page/finding/{finding}",
        f"/page/document/{evaluation}?mark=10-20#L5",
        f"/page/document/{projects}",
        f"/page/indicator/{evaluation}-1",
        f"/page/project/{projects}-1",
        f"/page/department/{quote('广州市科学技术协会')}",
        f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 20')}",
        "/about",
        "/nowhere",
    )


@pytest.mark.parametrize(("width", "language"), [(DESK, "zh"), (PHONE, "zh"), (PHONE, "en")])
def test_pages_fit_their_window_and_ask_nobody_else(browser, site, addresses, width, language):
    """On a desk and on a phone no page is wider than the window, no cell is crushed, and no request leaves."""
    browser.size(width)
    for address in addresses:
        path, _, line = address.partition("#")
        joined = path + ("&" if "?" in path else "?") + "lang=en" if language == "en" else path
        browser.open(f"{site}{joined}#{line}")

        assert browser.ask(_TOO_WIDE) == 0, address
        assert browser.ask(_CRUSHED) == [], address
    assert browser.requests
    assert all(request.startswith(site) for request in browser.requests)
    assert browser.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(browser, site, addresses, scheme):
    """Each text has a contrast of at least 4.5 to what is behind it, as the browser paints it, in either scheme."""
    browser.media(scheme=scheme)
    for address in addresses:
        browser.open(site + address)
        ratio, words = browser.ask(_CONTRAST)

        assert ratio >= 4.5, (address, words, ratio)


def test_all_is_reached_by_keys_in_order_and_seen(browser, site):
    """Tab goes through a page in its order; what has the focus is in sight and ringed; the first steps can skip."""
    browser.open(f"{site}/?q={QUERY}")
    steps = []
    for _ in range(25):
        browser.tab()
        steps.append(browser.ask(_FOCUS))

    assert [step["words"] for step in steps[:2]] == ["跳到正文", "跳到结果"]
    assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
    assert {"INPUT", "BUTTON", "SUMMARY", "A"} <= {step["tag"] for step in steps}
    assert all(step["ring"] >= 2 and step["seen"] for step in steps), steps


def test_a_step_skips_to_the_results(browser, site):
    """With three keys one is at the first result, past the navigation and all filters."""
    browser.open(f"{site}/?q={QUERY}")
    browser.tab()
    browser.tab()
    browser.press("Enter", 13)
    browser.tab()

    assert browser.ask("document.activeElement.closest('#results') !== null")


def test_why_a_hit_is_comparable_opens_by_key_and_without_scripts(browser, site):
    """The sentence is seen as it is; with Enter the sum below it is seen too, its total under its parts."""
    browser.scripts(allowed=False)
    browser.open(f"{site}/?q={QUERY}")
    browser.scripts(allowed=True)
    browser.ask('document.querySelector(".decision summary").focus()')
    closed = browser.ask('document.querySelector(".decision dl").checkVisibility()')
    browser.press("Enter", 13)
    places = browser.ask("""[...document.querySelectorAll(".decision[open] dd")].map((one) => {
      const place = one.getBoundingClientRect();
      return {right: Math.round(place.right), top: place.top, seen: one.checkVisibility()};
    })""")

    assert browser.ask('document.querySelector(".decision summary").checkVisibility()')
    assert not closed
    assert len(places) == 4
    assert all(place["seen"] for place in places)
    assert len({place["right"] for place in places}) == 1
    assert [place["top"] for place in places] == sorted(place["top"] for place in places)


def test_the_place_is_marked_and_in_sight(browser, client, site):
    """Following the source of a hit shows the line with exactly the figure's words marked, without scrolling."""
    page = Page(client.get(f"/?q={QUERY}").text)
    link = next(html.unescape(one) for one in page.links if "mark=" in one)
    browser.open(site + link)
    place = browser.ask("""(() => {
      const line = document.querySelector(":target"), place = line.getBoundingClientRect();
      return {marked: line.querySelectorAll("mark").length, seen: place.top >= 0 && place.bottom <= innerHeight};
    })()""")

    assert place["marked"] >= 1
    assert place["seen"]


def test_pages_print_whole(browser, site, addresses):
    """On paper there is no navigation and no form, no table is cut at its side, and the query is told."""
    browser.media("print", "dark")
    browser.size(PAPER)
    for address in addresses:
        # what compares many columns is printed across the sheet
        browser.size(PAPER if "/compare" not in address else 1040)
        browser.open(site + address)
        hidden = browser.ask('[...document.querySelectorAll("nav, form, aside")].every((e) => !e.checkVisibility())')

        assert hidden, address
        assert browser.ask(_TOO_WIDE) == 0, address
        assert browser.ask("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    browser.open(f"{site}/?q={QUERY}")
    assert "科普活动场次" in browser.ask("document.querySelector('.printed').innerText")
    assert browser.ask("document.querySelector('.printed').checkVisibility()")


def test_pages_are_the_same_without_scripts(browser, site):
    """Whoever forbids scripts sees the same, to the pixel."""
    for address in (f"/?q={QUERY}", "/findings", f"/compare?q={QUERY}"):
        browser.open(site + address)
        with_scripts = browser.picture()
        browser.scripts(allowed=False)
        browser.open(site + address)
        without = browser.picture()
        browser.scripts(allowed=True)

        assert with_scripts == without, address


def test_hostile_words_do_nothing(browser, tmp_path):
    """Documents and queries that hold scripts, pictures and addresses of scripts run nothing and break no page."""
    source = DatasetSource(hostile_dataset(tmp_path), query_workers=1)
    source.open()
    queries = [
        f"/?q={quote(words)}" for words in (SCRIPT, IMAGE, "javascript:alert(1)", "</title><svg onload=alert(1)>")
    ]
    waiting = ["/", "/findings", *queries, f"/{quote(SCRIPT)}", f"/sparql?query={quote('</textarea>' + SCRIPT)}"]
    waiting += [f"/page/unit/{quote(IMAGE)}", f"/?q=x&unit={quote(IMAGE)}", f"/compare?q={quote('科普讲坛活动场次')}"]
    met = set()
    with listening(create_app(source)) as port:
        site = f"http://127.0.0.1:{port}"
        while waiting and len(met) < 30:
            address = waiting.pop(0)
            likeness = re.sub(r"mark=[\d.-]+|#.*", "", address)
            if likeness in met or address.startswith(("/data/", "/openapi")):
                continue
            met.add(likeness)
            browser.open(site + address)
            strange = browser.ask('document.querySelectorAll("main :is(script, img, svg, iframe, style, b)").length')
            links = browser.ask('[...document.querySelectorAll("a[href]")].map((one) => one.getAttribute("href"))')

            assert strange == 0, address
            assert all(link.startswith(("/", "#")) for link in links), address
            assert browser.ask(_TOO_WIDE) == 0, address
            waiting += [link for link in links if link.startswith("/")]
        assert all(request.startswith(site) for request in browser.requests)
    source.close()
    assert browser.said == []
    assert len(met) == 30
