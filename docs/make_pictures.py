"""Makes the pictures in docs/images from a fresh demo, through LibreOffice and pdftoppm: `make pictures`.

Every sheet of every workbook that people get, the first page of each. `make pictures-without-font` makes the same as if
no Thai font were there but a much wider one, to be looked at and thrown away.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from kpi_excel.core.periods import Period
from kpi_excel.stages.demo_year import YearDemo
from kpi_excel.stages.house import open_house
from kpi_excel.stages.pack import pack
from tests.fonts import with_only

HERE = Path(__file__).parent / "images"
RESOLUTION = "60"
MOST_PAGES = 14
"""Of a form or a pack; a picture of each."""
BOOKS = (
    ("form-kpi-template", "2556-kpi/forms/DPM_kpi_template_2556-kpi.xlsx"),
    ("form-action-plan", "2556-plan/forms/DPM_action_plan_2556-plan.xlsx"),
    ("form-monthly", "2556-03/forms/DPM_monthly_progress_2556-03.xlsx"),
    ("form-policy", "2556-03/forms/POL_policy_report_2556-03.xlsx"),
    ("form-self-assessment", "2556-sar6/forms/DPM_self_assessment_2556-sar6.xlsx"),
    ("feedback", "2556-03/feedback/AGR_monthly_progress_2556-03_feedback.xlsx"),
    ("opdc", "2556-03/opdc/policy_report_2556-03.xlsx"),
    ("opdc-entry", "2556-sar6/opdc/DPM_entry_2556-sar6.xlsx"),
    ("review", "2556-sar12/consolidated/review_2556-sar12.xlsx"),
    ("pack", "2556-03/consolidated/pack_2556-03.xlsx"),
)
SUMMARY = "2556-sar12/consolidated/consolidated_2556-sar12.xlsx"


def main() -> int:
    for program in ("soffice", "pdftoppm", "pdftotext"):
        if shutil.which(program) is None:
            print(f"{program} is not installed")
            return 1
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--into", type=Path, default=HERE, help="where the pictures go; what is there is replaced")
    asked.add_argument("--only-font", default="", help="hide every other Thai font")
    wanted = asked.parse_args()
    wanted.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for _ in YearDemo(work / "demo").play():
            pass
        house = open_house(work / "demo")
        march = Period.parse("2556-03")
        pack(house, march, march.end, with_pdf=False)
        # those without a number are made by others: the chart of docs/performance.md
        for old in wanted.into.glob("*-*.png"):
            old.unlink()
        seen = with_only(wanted.only_font, work) if wanted.only_font else os.environ
        outbox = work / "demo" / "outbox"
        for name, source in BOOKS:
            pdf = printed(outbox / source, work, seen)
            for page in range(1, min(pages_of(pdf), MOST_PAGES) + 1):
                picture(pdf, page, wanted.into / f"{name}-{page}")
        pdf = printed(outbox / SUMMARY, work, seen)
        for number, page in zip(count(1), first_pages(pdf), strict=False):
            picture(pdf, page, wanted.into / f"consolidated-{number:02d}")
    return 0


def printed(source: Path, work: Path, seen: Mapping[str, str]) -> Path:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(source)],
                   check=True, capture_output=True, env=seen)  # fmt: skip
    return work / f"{source.stem}.pdf"


def texts_of(pdf: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return said.split("\f")[:-1]


def pages_of(pdf: Path) -> int:
    return len(texts_of(pdf))


def first_pages(pdf: Path) -> list[int]:
    """The first page of every sheet: the foot of each page names its sheet."""
    found: dict[str, int] = {}
    for number, text in enumerate(texts_of(pdf), start=1):
        found.setdefault(re.findall(r"แผ่น\s+(\S+)", text)[-1], number)
    return list(found.values())


def picture(pdf: Path, page: int, target: Path) -> None:
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", RESOLUTION, "-f", str(page), "-l", str(page), str(pdf), str(target)],
                   check=True)  # fmt: skip
    print(target.with_suffix(".png").name)


if __name__ == "__main__":
    sys.exit(main())
