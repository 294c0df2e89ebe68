"""`python -m sim.cli`: the command, where `sim` is not on the path."""

from sim.cli import main

if __name__ == "__main__":
    main()
