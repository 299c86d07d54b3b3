"""Makes the pictures in docs/images from a fresh demo, through LibreOffice and pdftoppm: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kpi_excel.stages.demo import Demo

HERE = Path(__file__).parent / "images"
RESOLUTION = "80"
PICTURES = (
    ("outbox/2556-03/forms/DPM_monthly_progress_2556-03.xlsx", 2, "form-monthly"),
    ("outbox/2556-03/consolidated/consolidated_2556-03.xlsx", 1, "summary"),
)


def main() -> int:
    for program in ("soffice", "pdftoppm"):
        if shutil.which(program) is None:
            print(f"{program} is not installed")
            return 1
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        demo = Demo(work / "demo")
        for _ in demo.play():
            pass
        demo.last()
        for source, page, name in PICTURES:
            picture(work / "demo" / source, page, name, work)
    return 0


def picture(source: Path, page: int, name: str, work: Path) -> None:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(source)],
                   check=True, capture_output=True)  # fmt: skip
    pdf = work / f"{source.stem}.pdf"
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", RESOLUTION, "-f", str(page), "-l", str(page), str(pdf), str(HERE / name)],
                   check=True)  # fmt: skip
    print(HERE / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
