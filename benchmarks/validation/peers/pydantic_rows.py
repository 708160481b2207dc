"""to_pylist and pydantic, a row at a time, with the rules of one record as validators, and each id once."""

import pyarrow.parquet as pq
from models import RuledNewsItem
from pydantic import ValidationError
from telling import Answer, tell


def check(path: str) -> Answer:
    row, refused, known = -1, [], set()
    with pq.ParquetFile(path) as file:
        values = (value for batch in file.iter_batches(8_192) for value in batch.to_pylist())
        for row, value in enumerate(values):
            try:
                item = RuledNewsItem.model_validate(value)
            except ValidationError:
                refused.append(row)
                continue
            if item.id in known:
                refused.append(row)
            known.add(item.id)
    return row + 1, refused


tell(check)
