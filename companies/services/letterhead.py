"""How a person's own reports are headed; it belongs to no company, so no log names it."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from companies import logos
from companies.documents.document import picture
from companies.documents.drawable import can_be_drawn
from companies.models import Letterhead, User
from companies.refusals import RefusedError


@transaction.atomic
def change_letterhead(
    *,
    by: User,
    at: datetime,
    name: str,
    firm: str,
    address: str,
    logo: UploadedFile | None = None,
    without_logo: bool = False,
) -> Letterhead:
    """Set all of it; without a new logo the old one stays unless ``without_logo``.

    A new logo is known by its bytes, whatever it is called, and kept without anything that does
    not draw it. Raises RefusedError at ``logo``.
    """
    values = {"name": name, "firm": firm, "address": address, "changed_at": at}
    if logo is not None:
        values["logo"] = _drawable(logo)
    elif without_logo:
        values["logo"] = b""
    head, _created = Letterhead.objects.update_or_create(user=by, defaults=values)
    return head


def _drawable(upload: UploadedFile) -> bytes:
    try:
        content = logos.cleaned(upload.read(logos.LARGEST + 1))
    except logos.BadLogoError as bad:
        raise RefusedError(bad.sentence, field="logo") from bad
    if not can_be_drawn(picture(content, "")):
        raise RefusedError(logos.BadLogoError.BROKEN, field="logo")
    return content
