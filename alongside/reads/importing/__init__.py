"""What pages need to know about spreadsheets on their way in."""

from alongside.reads.importing.mappings import addresses_in, as_json, mapping_of, texts_of
from alongside.reads.importing.pages import (
    ColumnLine,
    ColumnsPage,
    Result,
    StartPage,
    Working,
    columns,
    left_out_table,
    result,
    start,
    uninvited,
    where,
    working,
)
from alongside.reads.importing.preview import Preview, RowLine, preview

__all__ = [
    "ColumnLine",
    "ColumnsPage",
    "Preview",
    "Result",
    "RowLine",
    "StartPage",
    "Working",
    "addresses_in",
    "as_json",
    "columns",
    "left_out_table",
    "mapping_of",
    "preview",
    "result",
    "start",
    "texts_of",
    "uninvited",
    "where",
    "working",
]
