"""The amounts that initiatives and outcomes name: by unit and size, sorted."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from corpus.errors import TorikumiError
from index.searcher import Filters
from service.current import current_catalog
from service.figures import AmountPage, AmountRequest, Order
from service.finding import EVERYTHING
from service.pages.addresses import filter_values
from service.pages.menus import Menu, menus
from service.pages.paging import PAGE_SIZE, paging, read_page
from service.pages.sending import FORMS, check_form, sent_json, sent_table
from service.pages.wording import kind_name
from service.parameters import read_filters
from service.target_rows import AMOUNT_COLUMNS, amount_row, amounts_payload
from service.years_asked import read_amount, read_order

blueprint = Blueprint("amounts", __name__)

_ORDERS = {
    Order.PRINTED: lazy_gettext("報告の順"),
    Order.LARGEST: lazy_gettext("大きい順"),
    Order.SMALLEST: lazy_gettext("小さい順"),
}
_NAMES = ("unit", "min", "max", "sort")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which amounts are shown; ``given`` are the texts as they were typed."""

    wanted: AmountRequest
    filters: Filters
    given: dict[str, str]

    def values(self, **changed: Any) -> dict[str, Any]:
        """Return what a URL says of it, changed in some fields."""
        values = {k: v for k, v in (self.given | changed).items() if v}
        return filter_values(self.filters) | values


@blueprint.get("/amounts")
def amounts() -> tuple[str, int]:
    """Show amounts, a page of them."""
    number = read_page(request.args.get("page", ""))
    given = {name: request.args.get(name, "").strip() for name in _NAMES}
    asked, page, trouble = Asked(AmountRequest(), Filters(), given), None, None
    try:
        asked = _asked(given)
        offset = (number - 1) * PAGE_SIZE
        wanted = replace(asked.wanted, limit=PAGE_SIZE, offset=offset)
        page = current_catalog().amounts(wanted, asked.filters)
    except TorikumiError as error:
        trouble = error
    found = page or AmountPage(0, (), ())
    text = render_template(
        "amounts.html",
        asked=asked,
        found=found,
        trouble=trouble,
        menus=(*menus(("organisation", "fiscal_year", "theme"), asked.filters),
               _unit_menu(asked, found)),
        orders=[(title, url_for(".amounts", **asked.values(sort=order.value)),
                 order is asked.wanted.order) for order, title in _ORDERS.items()],
        paging=paging(number, found.total, lambda page: url_for(
            ".amounts", **asked.values(page=None if page == 1 else page))),
        files=[(form.upper(), url_for(".file", form=form, **asked.values()))
               for form in FORMS],
    )  # fmt: skip
    return text, trouble.status if trouble else 200


@blueprint.get("/amounts.<form>")
def file(form: str) -> Response:
    """Send all amounts of the page."""
    check_form(form)
    asked = _asked({name: request.args.get(name, "").strip() for name in _NAMES})
    wanted = replace(asked.wanted, limit=EVERYTHING)
    found = current_catalog().amounts(wanted, asked.filters)
    name = f"amounts.{form}"
    if form == "json":
        return sent_json(amounts_payload(found), name=name)
    rows = (
        amount_row(each, kind_name(each.entry.entry.kind)) for each in found.amounts
    )
    return sent_table(rows, AMOUNT_COLUMNS, form=form, name=name)


def _asked(given: dict[str, str]) -> Asked:
    wanted = AmountRequest(
        unit=given["unit"] or None,
        least=read_amount("min", given["min"]),
        most=read_amount("max", given["max"]),
        order=read_order(given["sort"]),
    )
    return Asked(wanted, read_filters(request.args.to_dict(flat=False)), given)


def _unit_menu(asked: Asked, found: AmountPage) -> Menu:
    options = tuple((unit, f"{unit}（{count:,}）") for unit, count in found.units)
    chosen = asked.given["unit"]
    return Menu(
        "unit", str(gettext("単位")), str(gettext("すべて")), options, (chosen,)
    )
