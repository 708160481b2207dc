"""The floor: every column is decoded, none is looked at."""

import pyarrow.parquet as pq
from telling import Answer, tell


def check(path: str) -> Answer:
    with pq.ParquetFile(path) as file:
        return sum(batch.num_rows for batch in file.iter_batches(8_192, use_threads=False)), ()


tell(check)
