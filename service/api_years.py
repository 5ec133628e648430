"""The JSON API of years, targets and amounts."""

from flask import request

from service.comparison_rows import comparison_payload, course_payload
from service.current import current_catalog
from service.figures import AmountRequest
from service.openapi.asked import EntryPath
from service.openapi.document import described, make_blueprint
from service.openapi.years import (
    AmountQuery,
    AmountsAnswer,
    CompareQuery,
    ComparisonAnswer,
    CourseAnswer,
    TargetQuery,
    TargetsAnswer,
)
from service.parameters import MAX_LIMIT, MAX_OFFSET, read_filters, read_number
from service.payloads import Payload, listed
from service.target_rows import amounts_payload, target_payload
from service.years_asked import (
    is_wanted,
    read_amount,
    read_order,
    read_reached,
    read_years,
    sort_targets,
)

blueprint = make_blueprint("api_years", __name__)


@blueprint.get(
    "/api/v1/compare", **described("二つの年度を比べる", ComparisonAnswer, 404)
)
def compare(query: CompareQuery) -> Payload:
    """Tell what became of each initiative of an organisation."""
    asked = read_years(request.args)
    found = current_catalog().compare(
        asked.organisation, asked.from_year, asked.to_year
    )
    return comparison_payload(found)


@blueprint.get(
    "/api/v1/entries/<entry_id>/course",
    **described("取組をすべての年度で追う", CourseAnswer, 404),
)
def course(path: EntryPath) -> Payload:
    """Follow an initiative through all years."""
    return course_payload(current_catalog().follow(path.entry_id))


@blueprint.get("/api/v1/targets", **described("目標までの進み具合", TargetsAnswer))
def targets(query: TargetQuery) -> Payload:
    """List the indicators with how far they have come."""
    found = current_catalog().targets(read_filters(query.values()))
    reached = read_reached(query.reached)
    wanted = [each for each in found if is_wanted(each, reached)]
    return listed("targets", map(target_payload, sort_targets(wanted, query.sort)))


@blueprint.get("/api/v1/amounts", **described("文中の数を探す", AmountsAnswer))
def amounts(query: AmountQuery) -> Payload:
    """List the amounts that initiatives and outcomes name."""
    wanted = AmountRequest(
        unit=query.unit or None,
        least=read_amount("min", query.least),
        most=read_amount("max", query.most),
        order=read_order(query.sort),
        limit=read_number(
            "limit", query.limit, default=20, minimum=0, maximum=MAX_LIMIT
        ),
        offset=read_number(
            "offset", query.offset, default=0, minimum=0, maximum=MAX_OFFSET
        ),
    )
    filters = read_filters(query.values())
    return amounts_payload(current_catalog().amounts(wanted, filters))
