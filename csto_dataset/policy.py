"""What somebody wants to hear of a copy: which codes, and how bad each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from csto_dataset.codes import CATALOGUE, Level
from csto_dataset.errors import UnknownCodeError
from csto_dataset.findings import Finding, label


@dataclass(frozen=True, slots=True)
class Policy:
    """Which findings are told, and at which level.

    Attributes:
        selected: the only codes that are told; None for all of them.
        ignored: codes that are not told.
        levels: of codes that count as something else than the catalogue says.
    """

    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()
    levels: Mapping[str, Level] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        error_on: Iterable[str] = (),
        warn_on: Iterable[str] = (),
    ) -> Self:
        """Return the policy of some codes; one that is to be both an error and a warning is an error.

        Raises:
            UnknownCodeError: the catalogue has no such code.
        """
        only, never = _known(select), _known(ignore)
        levels: dict[str, Level] = dict.fromkeys(_known(warn_on), "warning")
        levels.update(dict.fromkeys(_known(error_on), "error"))
        return cls(only or None, never, levels)

    def judge(self, finding: Finding) -> Finding | None:
        """Return a finding as it is to be told; None where it is not."""
        if finding.code in self.ignored or (self.selected is not None and finding.code not in self.selected):
            return None
        level = self.levels.get(finding.code)
        return finding if level is None else replace(finding, judged=level)


def _known(codes: Iterable[str]) -> frozenset[str]:
    known = frozenset(codes)
    for code in sorted(known - CATALOGUE.keys()):
        raise UnknownCodeError(f"{label(code) or 'an empty word'}: no such code (csto-dataset rules lists them)")
    return known
