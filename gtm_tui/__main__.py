"""Where the program starts, as `gtm-tui` and as `python -m gtm_tui`."""

from gtm_tui.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
