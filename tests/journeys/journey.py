"""The road of a list at the desk, as people walk it in their browsers: handed in, compared, decided, asked, verified.

Side ``a`` hands in a list with faults first; side ``b`` follows. Which side is which is the caller's: the same journey
with the sides exchanged must come out as the same, exchanged.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from browser import Visitor
from desk import NAMES, Desk
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from homeward.access.actions import NewMember, admit_member
from homeward.access.models import Member
from homeward.access.terms import Role
from homeward.ledger.entries import EntryView
from homeward.ledger.gate import entries_for
from homeward.ledger.policy import parse_policy
from homeward.ledger.receipts import Verdict, check_receipt
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.models import Query, QueueLine
from homeward.register.models import Judgement, ListedEntry, Membership
from homeward.words import Language

PASSWORD = "a long and quiet sentence 7"
HEADINGS = ("rec_id", "surname", "given_name", "patronymic", "birth_date", "birth_place")
FIRST_LIST = [
    ("Сичов", "Вадим", "Олександрович", "12.06.1999", "Олешки"),
    ("Гнатюк", "Олег", "Іванович", "03.01.1980", "Полтава"),
    ("Мельниченко", "Григорій", "Петрович", "27.11.1991", "Суми"),
    ("Журавель", "Тарас", "Миколайович", "09.09.1987", "Рівне"),
    ("Канарченко", "Северин", "Омелянович", "05.05.1985", "Канарівка"),
]
SECOND_LIST = [
    ("Сычёв", "Вадим", "Александрович", "12.06.1999", "Алёшки"),
    ("Гнатюк", "Олег", "Иванович", "03.01.1980", "Полтава"),
    ("Мельниченко", "Григорий", "Петрович", "27.11.1991", "Сумы"),
    ("Журавель", "Тарас", "Николаевич", "09.09.1987", "Ровно"),
    ("Певчунов", "Ефрем", "Фролович", "06.06.1986", "Певчуновка"),
]
WRONG_DATE = "31.02.1980"
#: Nothing that was asked for is still on its way into the page.
SETTLED = "html:not(:has(.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added))"
REDIRECTED = range(300, 400)
SHARED = ("surname", "given_name", "patronymic", "birth_date")


@dataclass
class Walk:
    """The members of one journey, each in a browser of their own.

    Args:
        desk: the commission.
        browser: Chromium.
        address: of the live desk.
        folder: for what is taken home.
        a, b: codes of the two sides.
        watched: whether every page is examined.
    """

    desk: Desk
    browser: Browser
    address: str
    folder: Path
    a: str
    b: str
    watched: bool = True
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def member(self, who: str, role: Role, party: str, language: Language) -> Visitor:
        """A member who signs in with name, password and the code of an authenticator."""
        name = f"{who}-{party}".lower()
        joining = NewMember(name, f"{who} of {party}", party, [role], language=language)
        secretary = self.desk.viewer(Role.SECRETARY, NEUTRAL).actor
        member = admit_member(by=secretary, joining=joining, proposed_by="US-OPERATOR-1", seconded_by="US-OPERATOR-2")
        member.set_password(PASSWORD)
        Member.objects.filter(pk=member.pk).update(password=member.password)
        secret = generate_totp_secret()
        TOTP.activate(member, secret)
        visitor = Visitor(self.browser, self.address, language.value, self.watched)
        visitor.signs_in(name, PASSWORD, secret)
        self.visitors[who] = visitor
        return visitor

    def goes(self) -> None:
        """From the first list to the bundle that proves it."""
        self.a_hands_in_with_faults()
        self.b_hands_in()
        self.both_agree_what_is_shown()
        self.neutral_compares_and_looks()
        self.sides_decide()
        self.a_asks_and_b_answers()
        self.auditor_verifies()

    # --- lists --------------------------------------------------------------------------------------------------

    def a_hands_in_with_faults(self) -> None:
        """A list with a day that no calendar has: shown row by row, taken home, corrected, handed in, receipted."""
        liaison = self.member("first-a", Role.LIAISON, self.a, Language.UK)
        rows = [(*row[:3], WRONG_DATE, row[4]) if place == 1 else row for place, row in enumerate(FIRST_LIST)]
        self._uploads(liaison, self._file("a.csv", rows))
        page = liaison.page
        page.click("a.primary[href$='/faults/']")
        liaison.looks()
        assert WRONG_DATE in page.content()
        returned = self.folder / "returned.xlsx"
        liaison.download("a.primary[href$='.xlsx']").save_as(returned)
        book = load_workbook(returned)
        sheet = book.worksheets[0]
        (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == WRONG_DATE]
        cell.value = FIRST_LIST[1][3]
        corrected = self.folder / "a.xlsx"
        book.save(corrected)
        self._uploads(liaison, corrected)
        self._hands_in(liaison)
        self._takes_receipt(liaison)

    def b_hands_in(self) -> None:
        """The other side's list is in order at once."""
        liaison = self.member("first-b", Role.LIAISON, self.b, Language.RU)
        self._uploads(liaison, self._file("b.csv", SECOND_LIST))
        self._hands_in(liaison)

    def _file(self, name: str, rows: list[tuple[str, ...]]) -> Path:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        writer.writerows((place, *row) for place, row in enumerate(rows, 1))
        path = self.folder / name
        path.write_text(out.getvalue(), encoding="utf-8")
        return path

    def _uploads(self, liaison: Visitor, path: Path) -> None:
        page = liaison.go("/lists/new/")
        page.set_input_files("input[type=file]", path)
        page.select_option("select[name=kind]", "held")
        page.click("main form button.primary")
        page.wait_for_selector("a.primary[href*='/lists/drafts/']")
        liaison.looks()

    def _hands_in(self, liaison: Visitor) -> None:
        page = liaison.page
        page.click("a.primary[href$='/hand-in/']")
        liaison.looks()
        page.click("main form button.primary")
        page.wait_for_url(re.compile(r"/lists/SB-[^/]+/$"))
        liaison.looks()

    def _takes_receipt(self, liaison: Visitor) -> None:
        """The receipt shows once a checkpoint covers the entry; the file of it proves itself."""
        self.desk.commission.checkpoint()
        page = liaison.page
        page.click("a[href*='/record/entries/'][href*='receipt']")
        liaison.looks()
        with page.expect_download() as given:
            page.click("a[href$='/receipt/file']")
        path = self.folder / "receipt.tlog-proof"
        given.value.save_as(path)
        finding = check_receipt(path.read_text(encoding="utf-8"), parse_policy(self.desk.commission.policy))
        assert finding.verdict is Verdict.HOLDS

    # --- reconciliation -----------------------------------------------------------------------------------------

    def both_agree_what_is_shown(self) -> None:
        """The neutral proposes which columns are shown, both sides consent."""
        secretary = self.member("first-neutral", Role.SECRETARY, NEUTRAL, Language.EN)
        page = secretary.go("/sharing/propose/")
        for box in page.query_selector_all("input[name=columns]"):
            box.set_checked(box.get_attribute("value") in SHARED)
        page.click("main form button.primary")
        page.wait_for_url(re.compile("/sharing/$"))
        for side in ("first-a", "first-b"):
            liaison = self.visitors[side]
            page = liaison.go("/sharing/")
            page.click("form[action$='/consent/'] button")
            page.wait_for_selector("form[action$='/withdraw/']")
            liaison.looks()

    def neutral_compares_and_looks(self) -> None:
        """In the background; then pair by pair with the keyboard, and once more by a second person."""
        secretary = self.visitors["first-neutral"]
        page = secretary.go("/reconcile/comparisons/new/")
        page.click("main form button.primary")
        page.wait_for_url(re.compile(r"/reconcile/comparisons/CO-[^/]+/$"), timeout=60_000)
        secretary.looks()
        secretary.go("/reconcile/?state=waiting")
        page.click("a.primary[href*='/reconcile/review/']")
        secretary.looks()
        self._undoes(page)
        while page.query_selector("form.decide"):
            self._presses(page, "1")
        second = self.member("second-neutral", Role.SECRETARY, NEUTRAL, Language.TR)
        self._confirms_all(second)

    def _undoes(self, page: Page) -> None:
        """A slip of the finger is taken back with one key."""
        self._presses(page, "1")
        page.wait_for_selector(".notice.said button[data-key=u]")
        self._presses(page, "u")
        page.wait_for_selector("form.decide")

    def _presses(self, page: Page, key: str) -> None:
        """Press a key that decides, and wait until its answer stands: a part put in its place, or another page.

        A key pressed before the part that came last has settled submits the form as a browser without scripts does, and
        is answered by another page; the mark on this one tells when that page is there.
        """
        page.wait_for_selector(f"[data-key='{key}']")
        page.wait_for_load_state("networkidle")  # keys are heard once the page's scripts are there
        page.wait_for_selector(SETTLED)
        page.evaluate("document.documentElement.dataset.pressed = ''")
        with page.expect_response(lambda answer: answer.request.method == "POST") as given:
            page.keyboard.press(key)
        if given.value.status in REDIRECTED or "hx-redirect" in given.value.headers:
            page.wait_for_selector("html:not([data-pressed])")
            page.wait_for_load_state()
        page.wait_for_load_state("networkidle")
        page.wait_for_selector(SETTLED)

    def _confirms_all(self, member: Visitor) -> None:
        page = member.go("/reconcile/?state=second")
        for url in [link.get_attribute("href") for link in page.query_selector_all("td a.number[href^='/pairs/']")]:
            page.goto(self.address + str(url))
            self._presses(page, "1")
        member.looks()

    def sides_decide(self) -> None:
        """Each side sees what both agreed to show; two persons of each say the same person."""
        for who, party, language in (("a", self.a, Language.UK), ("b", self.b, Language.RU)):
            first = self.visitors[f"first-{who}"]
            page = first.go("/reconcile/?state=waiting")
            first.go("/reconcile/review/?state=waiting")
            while page.query_selector("form.decide"):
                self._presses(page, "1")
            second = self.member(f"second-{who}", Role.LIAISON, party, language)
            self._confirms_all(second)

    # --- queries and the record ---------------------------------------------------------------------------------

    def a_asks_and_b_answers(self) -> None:
        """A query about a person whom only one side lists."""
        asker = self.visitors["first-a"]
        page = asker.go("/search/?q=" + FIRST_LIST[4][0])
        page.click("main a[href*='/entries/']")
        page.wait_for_load_state()
        asker.looks()
        alias = page.url.rstrip("/").rpartition("/")[2]
        asker.go(f"/queries/new/?entry={alias}")
        page.fill("textarea[name=text]", "?")
        page.click("main form.form button.primary")
        page.wait_for_url(re.compile(r"/queries/QU-[^/]+/$"))
        asker.looks()
        number = page.url.rstrip("/").rpartition("/")[2]
        answerer = self.visitors["first-b"]
        page = answerer.go(f"/queries/{number}/")
        page.check("input[name=answer][value=not_held]")
        page.fill("textarea[name=evidence]", "—")
        page.click("main form.form button.primary")
        page.wait_for_selector("ol.timeline")
        answerer.looks()

    def auditor_verifies(self) -> None:
        """The whole record is checked on the page, and its bundle by the one file that needs nothing of ours."""
        self.desk.commission.checkpoint()
        auditor = self.member("auditor", Role.AUDITOR, NEUTRAL, Language.TR)
        page = auditor.go("/record/")
        page.click("form[action='/record/check/'] button")
        page.wait_for_url(re.compile("/record/$"), timeout=60_000)
        auditor.looks()
        page.click("form[action='/record/bundle/'] button")
        page.wait_for_url(re.compile(r"/record/bundle/JO-[^/]+/$"), timeout=60_000)
        auditor.looks()
        with page.expect_download() as given:
            page.click("form[action$='/take/'] button")
        bundle, policy = self.folder / "record.zip", self.folder / "policy"
        given.value.save_as(bundle)
        policy.write_text(self.desk.commission.policy, encoding="utf-8")
        from homeward.ledger import verify_record

        alone = ["-I", str(verify_record.__file__), str(bundle), "--policy", str(policy)]
        subprocess.run([sys.executable, *alone], check=True, stdout=subprocess.DEVNULL)

    # --- what came of it ----------------------------------------------------------------------------------------

    def outcome(self) -> dict[str, object]:
        """What stands at the end, with the sides called "first" and "second" and all numbers left out."""
        parties = {self.a: "first", self.b: "second", NEUTRAL: "neutral"}
        states = QueueLine.objects.values_list("party", "state", "waiting_for", "is_inside")
        entries = {one.alias: f"{parties[one.party]} {one.sort_name}" for one in ListedEntry.objects.all()}
        persons: dict[str, list[str]] = {}
        for membership in Membership.objects.filter(until=None):
            persons.setdefault(membership.person_id, []).append(entries[membership.entry])
        queries = Query.objects.values_list("asked_by", "asked_of", "kind", "answer", "disclosed")
        return {
            "lines": sorted((parties[party], *rest) for party, *rest in states),
            "order": self._order(entries),
            "persons": sorted(sorted(some) for some in persons.values()),
            "queries": [(parties[by], parties[of], *rest) for by, of, *rest in queries],
            "judgements": sorted((parties[one.party], one.verdict) for one in Judgement.objects.all()),
            "acts": sorted(self._act(entry, parties) for entry in entries_for(NEUTRAL)),
            "statistics": {who: self._statistics(who, parties) for who in ("first-a", "first-b", "first-neutral")},
        }

    def _order(self, entries: dict[str, str]) -> list[list[str]]:
        """The neutral's queue, pair by pair in the order of review."""
        lines = QueueLine.objects.filter(party=NEUTRAL).select_related("pair").order_by("rank")
        return [sorted((entries[line.pair.left], entries[line.pair.right])) for line in lines]

    def _act(self, entry: EntryView, parties: dict[str, str]) -> tuple[str, str, list[str], int]:
        return entry.action, parties[entry.actor.side], sorted(parties[one] for one in entry.shown_to), entry.rows_count

    def _statistics(self, who: str, parties: dict[str, str]) -> list[str]:
        """The figures of the statistics page, each under its label, sides in one order whatever the session's is."""
        page = self.visitors[who].go("/statistics/")
        rows = page.eval_on_selector_all(
            "main tr", "rows => rows.map(row => row.innerText.replace(/\\s+/g, ' ').trim())"
        )
        told = [re.sub(r"\b[A-Z]{2}-[0-9A-Z]{8}-\w\b", "·", row) for row in rows]
        names = {NAMES[party][language]: parties[party] for party in parties for language in ("uk", "ru", "en", "tr")}
        for name in sorted(names, key=len, reverse=True):
            told = [row.replace(name, names[name]) for row in told]
        return sorted(told)


@contextmanager
def walked(
    desk: Desk, browser: Browser, address: str, folder: Path, a: str, b: str, *, watched: bool = True
) -> Iterator[Walk]:
    """The journey, walked to its end; its browsers are closed behind it."""
    walk = Walk(desk, browser, address, folder, a, b, watched)
    with ExitStack() as leaving:
        leaving.callback(lambda: [visitor.close() for visitor in walk.visitors.values()])
        walk.goes()
        yield walk
