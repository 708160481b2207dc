"""Reading what another process says, as data: of a pickle, nothing but some classes."""

import io
import pickle
from typing import IO, Any, Final

from typing_extensions import override

from csto_dataset import errors
from csto_dataset.apart.child import DONE, RAISED, TOLD

_ERRORS: Final = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)}


class Answers:
    """The messages of another process, one behind the other."""

    def __init__(self, stream: IO[bytes], told: tuple[type, ...]) -> None:
        """Read a stream.

        Args:
            told: the classes that may be in messages, beside Python's plain values and the errors of this package.
        """
        self._stream = stream
        self._classes = _by_name({*told, *_ERRORS})

    def next(self) -> tuple[str, Any]:
        """Return the next message, its kind first.

        Raises:
            EOFError: there is none.
            UnpicklingError: what stands there is none.
        """
        message = _Reader(self._stream, self._classes).load()
        match message:
            case (str(kind), content) if kind in (TOLD, DONE) or (kind == RAISED and type(content) in _ERRORS):
                return kind, content
        raise pickle.UnpicklingError("expected a message, found something else")


def unpickled(raw: bytes, classes: tuple[type, ...]) -> Any:
    """Return what was pickled, if nothing is in it but Python's plain values and instances of some classes.

    Raises:
        UnpicklingError: something else is.
    """
    return _Reader(io.BytesIO(raw), _by_name(set(classes))).load()


def _by_name(classes: set[type]) -> dict[tuple[str, str], type]:
    return {(each.__module__, each.__qualname__): each for each in classes}


class _Reader(pickle.Unpickler):
    def __init__(self, stream: IO[bytes], classes: dict[tuple[str, str], type]) -> None:
        super().__init__(stream)
        self._classes = classes

    @override
    def find_class(self, module: str, name: str) -> type:
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"expected a class that was named before, found {module}.{name}") from None
