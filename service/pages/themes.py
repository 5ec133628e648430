"""The themes of the guide, and the entries of one."""

from flask import Blueprint, render_template, request, url_for

from index.searcher import Filters, SearchRequest, Sort
from service.current import current_catalog
from service.pages.addresses import search_url
from service.pages.paging import PAGE_SIZE, paging, read_page

blueprint = Blueprint("themes", __name__)


@blueprint.get("/themes")
def themes() -> str:
    """Show all themes, the core ones first, each with its rule and count."""
    views = current_catalog().themes()
    return render_template(
        "themes.html",
        core=[view for view in views if view.theme.is_core],
        others=[view for view in views if not view.theme.is_core],
    )


@blueprint.get("/themes/<theme_id>")
def theme(theme_id: str) -> str:
    """Show one theme's rule and its entries, the newest first."""
    view = current_catalog().theme(theme_id)
    number = read_page(request.args.get("page", ""))
    asked = SearchRequest(
        query="",
        filters=Filters(theme=(theme_id,)),
        sort=Sort.NEWEST,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    found = current_catalog().search(asked)
    return render_template(
        "theme.html",
        view=view,
        theme=view.theme,
        found=found,
        paging=paging(
            number,
            found.result.total,
            lambda page: url_for(
                ".theme", theme_id=theme_id, page=None if page == 1 else page
            ),
        ),
        narrow_url=search_url(asked, sort=Sort.RELEVANCE),
    )
