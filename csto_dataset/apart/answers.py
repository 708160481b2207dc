"""Reading what another process says, as data: of a pickle, nothing but some classes."""

import io
import pickle
from collections.abc import Iterator
from typing import IO, Any, Final, cast

from typing_extensions import override

from csto_dataset import errors
from csto_dataset.apart import child

ERRORS: Final = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)}
"""Those of this package."""

_MOST_PRINTED: Final = 1 << 20


class Answers:
    """The messages of another process, one behind the other."""

    def __init__(self, stream: IO[bytes], told: tuple[type, ...]) -> None:
        """Read a stream.

        Args:
            told: the classes that may be in messages, beside Python's plain values and the errors of this package.
        """
        self._stream = stream
        self._classes = _by_name({*told, *ERRORS})

    def first(self) -> tuple[str, Any]:
        """Return the first message. What stands before it, the start of a process printed.

        Raises:
            EOFError: there is none.
            UnpicklingError: what stands there is none.
        """
        passed = b""
        while not passed.endswith(child.FIRST):
            piece = self._stream.read(1)
            if not piece or len(passed) > _MOST_PRINTED:
                raise EOFError("expected a message, found none")
            passed += piece
        return self.next()

    def next(self) -> tuple[str, Any]:
        """Return the next message, its kind first.

        Raises:
            EOFError: there is none.
            UnpicklingError: what stands there is none.
        """
        match _loaded(_Reader(self._stream, self._classes)):
            case ((child.READY, int()) | (child.TOLD, list()) | (child.DONE, None)) as message:
                return cast("tuple[str, Any]", message)
            case (child.RAISED, error) if type(error) in ERRORS:
                return child.RAISED, error
        raise pickle.UnpicklingError("expected a message, found something else")


def _loaded(reader: "_Reader") -> Any:
    """Return what a reader reads. Of bytes that are no pickle, any error may come, as Python's documentation says."""
    try:
        return reader.load()
    except (ArithmeticError, AttributeError, ImportError, LookupError, MemoryError, TypeError, ValueError) as error:
        raise pickle.UnpicklingError(f"expected a message, found something else ({type(error).__name__})") from error


def unpickled(raw: bytes, classes: tuple[type, ...]) -> Iterator[Any]:
    """Yield what was pickled one behind the other, as far as it is Python's plain values and instances of some classes.

    Raises:
        EOFError: the last of it is cut off.
        UnpicklingError: something else is there.
    """
    stream, known = io.BytesIO(raw), _by_name(set(classes))
    while stream.tell() < len(raw):
        yield _loaded(_Reader(stream, known))


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
