"""What a reader of a PDF sees: its text, page by page, as `pdftotext` has it."""

from __future__ import annotations

import subprocess
from pathlib import Path


def pages_of_words(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, blanks and line breaks as one blank; breaks inside words are taken out."""
    file = folder / "printed.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    pages = asked.stdout.decode().split("\f")[:-1]
    return [" ".join(page.replace("\u200b", "").split()) for page in pages]


def outside_the_page(pdf: bytes, folder: Path) -> list[str]:
    """Words that stand beyond the edges of their page."""
    file = folder / "boxes.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    return list(_beyond(asked.stdout.decode()))


def _beyond(boxes: str) -> list[str]:
    from defusedxml.ElementTree import fromstring

    space = "{http://www.w3.org/1999/xhtml}"
    beyond = []
    for page in fromstring(boxes).iter(f"{space}page"):
        width, height = float(page.get("width", 0)), float(page.get("height", 0))
        for word in page.iter(f"{space}word"):
            inside = (
                float(word.get("xMin", 0)) >= 0
                and float(word.get("xMax", 0)) <= width
                and float(word.get("yMin", 0)) >= 0
                and float(word.get("yMax", 0)) <= height
            )
            if not inside:
                beyond.append(word.text or "")
    return beyond


def overlapping(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """Pairs of words of which one is printed over the other by more than a hair."""
    from defusedxml.ElementTree import fromstring

    file = folder / "boxes.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    space = "{http://www.w3.org/1999/xhtml}"
    found = []
    for page in fromstring(asked.stdout.decode()).iter(f"{space}page"):
        words = [
            (*(float(w.get(edge, 0)) for edge in ("xMin", "yMin", "xMax", "yMax")), w.text or "")
            for w in page.iter(f"{space}word")
        ]
        for at, one in enumerate(words):
            for other in words[at + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                if across > 1.0 and down > 6.0:
                    found.append((one[4], other[4]))
    return found
