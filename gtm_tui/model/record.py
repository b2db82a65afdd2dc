"""Frozen records with the meaning of `dataclasses.dataclass(frozen=True)`, at a twentieth of its start-up cost.

The commands that only read (`check`, `explain`) must start within five times the time of bare Python. Importing
`dataclasses` and generating twenty classes costs twice that time alone, because each method is compiled from text.
Here all classes share the same few methods. To a type checker, and to `dataclasses.replace`, `fields` and
`is_dataclass`, a record is a dataclass.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    _NONE = object()

    class _Factory:
        __slots__ = ("factory",)

        def __init__(self, factory):
            self.factory = factory

    class _Field(_Factory):
        __slots__ = ("default",)

    def field(*, default=_NONE, default_factory=None, repr=True):
        """A field with a default, or with one made anew for each record."""
        described = _Field(default_factory)
        described.default = default
        return described

    def _default(given):
        if type(given) is not _Field:
            return given
        return given.default if given.factory is None else _Factory(given.factory)

    def dataclass(*, frozen, slots=False):
        """Make a class with annotated fields a frozen record."""

        def decorate(cls):
            names, _, defaults, _ = getattr(cls, "_record", ((), (), {}, {}))
            new = tuple(name for name in cls.__annotations__ if name not in names)
            own = dict(vars(cls))
            names = (*names, *new)
            given = {name: _default(own.pop(name)) for name in names if name in own}
            defaults = {**defaults, **{name: default for name, default in given.items() if default is not _NONE}}
            if slots:
                own["__slots__"] = new
                own.pop("__dict__", None)
                own.pop("__weakref__", None)
                made = type(cls)(cls.__name__, cls.__bases__, own)
                setters = tuple(getattr(made, name).__set__ for name in names)
            else:
                made = cls
                setters = tuple(_into_dict(name) for name in names)
                for name in given:
                    if type(vars(cls)[name]) is _Field:
                        delattr(made, name)
            made.__match_args__ = names
            made._record = (names, setters, defaults, _tails(names, defaults))
            for name, method in _METHODS.items():
                if name not in own or own[name] is None:
                    setattr(made, name, method)
            made.__dataclass_fields__ = _AsDataclass()
            return made

        return decorate

    def replace(record, /, **changes):
        """The record with some of its fields changed."""
        return record.__replace__(**changes)

    def _into_dict(name):
        def put(record, value):
            vars(record)[name] = value

        return put

    def _tails(names, defaults):
        """The defaults that complete the first n values, by n; only where nothing has to be made anew."""
        tails = {}
        for given in range(len(names), -1, -1):
            tails[given] = tuple(defaults[name] for name in names[given:])
            name = names[given - 1]
            if name not in defaults or type(defaults[name]) is _Factory:
                break
        return tails

    def _init(self, *values, **named):
        names, setters, defaults, tails = self._record
        given = len(values)
        if given in tails and not named:
            for put, value in zip(setters, values + tails[given], strict=True):
                put(self, value)
            return
        if given > len(names):
            raise TypeError(f"{type(self).__name__} takes {len(names)} values, not {given}")
        for put, value in zip(setters, values, strict=False):
            put(self, value)
        for name, put in zip(names[given:], setters[given:], strict=True):
            if name in named:
                put(self, named.pop(name))
            elif name in defaults:
                default = defaults[name]
                put(self, default.factory() if type(default) is _Factory else default)
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        if named:
            raise TypeError(f"{type(self).__name__} cannot take {', '.join(named)}")

    def _values(self):
        return tuple([getattr(self, name) for name in self._record[0]])

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or _values(self) == _values(other)

    def _hash(self):
        return hash(_values(self))

    def _repr(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._record[0])
        return f"{type(self).__qualname__}({shown})"

    def _setattr(self, name, value):
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be changed")

    def _delattr(self, name):
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be removed")

    def _reduce(self):
        return type(self), _values(self)

    def _replace(self, /, **changes):
        values = [changes.pop(name) if name in changes else getattr(self, name) for name in self._record[0]]
        return type(self)(*values, **changes)

    _METHODS = {
        "__init__": _init,
        "__eq__": _eq,
        "__hash__": _hash,
        "__repr__": _repr,
        "__setattr__": _setattr,
        "__delattr__": _delattr,
        "__reduce__": _reduce,
        "__replace__": _replace,
    }

    class _AsDataclass:
        """The fields as `dataclasses` describes them, made when its functions first ask."""

        def __get__(self, record, cls):
            from dataclasses import field as real_field
            from dataclasses import make_dataclass

            names, _, defaults, _ = cls._record
            described = []
            for name in names:
                default = defaults.get(name, self)
                if default is self:
                    described.append((name, object, real_field()))
                elif type(default) is _Factory:
                    described.append((name, object, real_field(default_factory=default.factory)))
                else:
                    described.append((name, object, real_field(default=default)))
            fields = make_dataclass(cls.__name__, described, kw_only=True).__dataclass_fields__
            cls.__dataclass_fields__ = fields
            return fields
