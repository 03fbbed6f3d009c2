"""The presentation around the slides: their list and order, sections, page numbers, and the document's properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from decks.pptx.container import A, P, R
from decks.pptx.update.canon import digest
from decks.pptx.update.fingerprint import PAGES
from decks.pptx.update.identity import P14
from decks.pptx.update.parcel import OFFICE, ROOT, Parcel
from decks.pptx.update.reading import jumps
from decks.pptx.update.slides import section_lists

CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
APP = f"{OFFICE}extended-properties"
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
COUNT = re.compile(r"^ / \d+$")


def list_slide(parcel: Parcel, part: str, sld_id: int, after: int | None) -> None:
    """List a new slide in the presentation, in the section of slide id ``after``; None: at the beginning."""
    tree = parcel.tree(parcel.main)
    listed = tree.find(f"{P}sldIdLst")
    if listed is None:
        listed = etree.Element(f"{P}sldIdLst")
        tree.insert(sum(str(one.tag).endswith("MasterIdLst") for one in tree), listed)
    entry = etree.SubElement(listed, f"{P}sldId")
    entry.set("id", str(sld_id))
    entry.set(f"{R}id", parcel.relate(parcel.main, f"{OFFICE}slide", part))
    sections = section_lists(tree)
    if sections:
        home, place = sections[0], 0
        for one in sections:
            ids = [member.get("id") for member in one]
            if str(after) in ids:
                home, place = one, ids.index(str(after)) + 1
        member = etree.Element(f"{{{P14}}}sldId")
        member.set("id", str(sld_id))
        home.insert(place, member)
    parcel.changed(parcel.main)


def unlist_slide(parcel: Parcel, part: str, sld_id: int) -> None:
    """Take a slide out of the presentation, its sections and its custom shows."""
    tree = parcel.tree(parcel.main)
    gone = {one.id for one in parcel.relations(parcel.main) if one.kind == "slide" and one.target == part}
    for element in list(tree.iter(f"{P}sldId", f"{P}sld", f"{{{P14}}}sldId")):
        parent = element.getparent()
        named = element.get(f"{R}id")
        ours = named in gone if named is not None else element.get("id") == str(sld_id)
        if parent is not None and ours:
            parent.remove(element)
    for relation in gone:
        parcel.unrelate(parcel.main, relation)
    parcel.changed(parcel.main)


def set_order(parcel: Parcel, ids: Sequence[int]) -> None:
    """Bring the slides into the order of ``ids``, each in its section as far as the order of sections allows.

    A slide that a program added without listing it in a section joins that of the slide before it.
    """
    tree = parcel.tree(parcel.main)
    rank = {str(one): place for place, one in enumerate(ids)}
    for listed in tree.iterfind(f"{P}sldIdLst"):
        _arrange(parcel, listed, sorted(listed, key=lambda one: rank.get(one.get("id") or "", len(rank))))
    sections = section_lists(tree)
    home = {member.get("id") or "": (index, member) for index, one in enumerate(sections) for member in one}
    wanted: list[list[etree._Element]] = [[] for _ in sections]
    reached = 0
    for one in map(str, ids) if sections else ():
        index, member = home.get(one) or (0, etree.Element(f"{{{P14}}}sldId", {"id": one}))
        reached = max(reached, index)
        wanted[reached].append(member)
    for section, members in zip(sections, wanted, strict=True):
        _arrange(parcel, section, members)


def _arrange(parcel: Parcel, holder: etree._Element, members: list[etree._Element]) -> None:
    if list(holder) != members:
        for one in list(holder):
            holder.remove(one)
        holder.extend(members)
        parcel.changed(parcel.main)


def set_numbers(parcel: Parcel, parts: Iterable[str], total: int) -> None:
    """Let the page numbers of the slides ``parts`` say how many slides there are now."""
    for number, part in enumerate(parts, 1):
        for field in parcel.tree(part).iter(f"{A}fld"):
            runs = [one for one in field.itersiblings() if one.tag == f"{A}r"]
            said = "".join(one.findtext(f"{A}t") or "" for one in runs)
            if field.get("type") != "slidenum" or not COUNT.match(said):
                continue
            texts = [str(number), f" / {total}", *("" for _ in runs[1:])]
            for run, text in zip((field, *runs), texts, strict=True):
                shown = run.find(f"{A}t")
                if shown is not None and (shown.text or "") != text:
                    shown.text = text
                    parcel.changed(part)


def set_pages(parcel: Parcel, part: str, numbers: Mapping[str, int], total: int) -> None:
    """Let the links of a slide that end with the number of the slide they lead to say the one it has now.

    Where a link ends with two, the first and the last of a section, the next link in the line says where that ends.
    """
    for paragraph in parcel.tree(part).iter(f"{A}p"):
        found: list[tuple[etree._Element, int]] = []
        for run in paragraph.iterfind(f"{A}r"):
            link = run.find(f"{A}rPr/{A}hlinkClick")
            led = parcel.target(part, link.get(f"{R}id") or "") if link is not None and jumps(run) else None
            if led is not None and led.target in numbers:
                found.append((run, numbers[led.target]))
        for index, (run, number) in enumerate(found):
            shown = run.find(f"{A}t")
            ends = PAGES.search(shown.text or "") if shown is not None else None
            if shown is None or ends is None:
                continue
            last = found[index + 1][1] - 1 if index + 1 < len(found) else total
            now = f"{number}–{last}" if "–" in ends[0] and last > number else str(number)
            text = f"{(shown.text or '')[: ends.start()]}{now}"
            if text != shown.text:
                shown.text = text
                parcel.changed(part)


def file_title(parcel: Parcel) -> str | None:
    """The title in the document's properties; None without properties."""
    part = _part(parcel, CORE)
    return (parcel.tree(part).findtext(TITLE) or "") if part is not None else None


def set_properties(parcel: Parcel, new: Parcel, title: str, slides: int, notes: int, hidden: int) -> None:
    """The properties of the new export, but for a title that a person changed: ``title`` is the mark it had.

    A small picture that a program added of what the first slide once said goes.
    """
    theirs = _part(new, CORE)
    if theirs is not None:
        own = file_title(parcel)
        parcel.parts["docProps/core.xml"] = new.parts[theirs]
        parcel.types["docProps/core.xml"] = new.types[theirs]
        _rerelate(parcel, CORE, "docProps/core.xml")
        parcel.forget("docProps/core.xml")
        found = parcel.tree("docProps/core.xml").find(TITLE)
        if own and digest(own) != title and found is not None and found.text != own:
            found.text = own
            parcel.changed("docProps/core.xml")
    app = _part(new, APP)
    if app is not None:
        parcel.parts["docProps/app.xml"], parcel.types["docProps/app.xml"] = new.parts[app], new.types[app]
        _rerelate(parcel, APP, "docProps/app.xml")
        parcel.forget("docProps/app.xml")
        for name, count in (("Slides", slides), ("Notes", notes), ("HiddenSlides", hidden)):
            element = parcel.tree("docProps/app.xml").find(f"{EXTENDED}{name}")
            if element is not None and element.text != str(count):
                element.text = str(count)
                parcel.changed("docProps/app.xml")
    for one in list(parcel.relations(ROOT)):
        if one.type == THUMBNAIL:
            parcel.unrelate(ROOT, one.id)


def _part(parcel: Parcel, type_: str) -> str | None:
    found = (one.target for one in parcel.relations(ROOT) if one.type == type_)
    return next((target for target in found if target in parcel.parts), None)


def _rerelate(parcel: Parcel, type_: str, part: str) -> None:
    """Let the package name ``part`` as its only one of a type."""
    for one in list(parcel.relations(ROOT)):
        if one.type == type_ and one.target != part:
            parcel.unrelate(ROOT, one.id)
    parcel.relate(ROOT, type_, part)
