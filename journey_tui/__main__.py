"""`python -m journey_tui`: the same as the command `journey`."""

from journey_tui.cli.start import run

if __name__ == "__main__":
    run()
