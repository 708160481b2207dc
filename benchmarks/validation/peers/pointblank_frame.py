"""pointblank on polars: each demand as a step."""

import pointblank as pb
from frames import demands, scanned
from telling import Answer, tell


def check(path: str) -> Answer:
    frame = scanned(path).collect()
    plan = pb.Validate(frame)
    for demand in demands().values():
        plan = plan.col_vals_expr(expr=demand.fill_null(value=False))
    refused = plan.interrogate(extract_limit=frame.height).get_sundered_data(type="fail")
    return frame.height, refused["row"].to_list()


tell(check)
