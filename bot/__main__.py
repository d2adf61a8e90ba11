"""`python -m bot` is `mutuals`."""

from bot.cli.main import main

if __name__ == "__main__":
    main(prog_name="mutuals")
