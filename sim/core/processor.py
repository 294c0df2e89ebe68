"""What kind of processor this is."""


def processor_features() -> list[str]:
    """Return the processor features that NumPy uses: they may move the last bit of exp and log."""
    from numpy._core._multiarray_umath import __cpu_features__

    return sorted(name for name, there in __cpu_features__.items() if there)
