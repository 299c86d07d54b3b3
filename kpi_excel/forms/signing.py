"""What makes a form one of ours, settled before it is written: only whoever signs needs the workspace's key."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.forms.content import FormContent
from kpi_excel.forms.token import Token, make_token


@dataclass(frozen=True, slots=True)
class Signed:
    """The token of a content, and the content's digest that it speaks for."""

    token: Token
    digest: str


def sign(content: FormContent, key: bytes) -> Signed:
    """The same content and key give the same token."""
    spec, digest = content.spec, content.digest()
    version = f"{spec.label}-{spec.digest[:6]}"
    token = make_token(key, spec.form, version, content.agency.code, content.period.code, spec.digest, digest)
    return Signed(token, digest)
