"""The command line: `tisserande COMMAND`."""

import argparse
import asyncio
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import keeping, looking, planning, sending, sources
from bot.app import run
from bot.check import check
from bot.journal import open_journal
from bot.settings import Settings, SettingsError, load_settings
from digests.sources.catalogue import SourcesError
from storage.errors import StorageError
from storage.schema import SHELVES

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all went well, 1 when something is to be done, 2 for a wrong line."""
    given = _parser().parse_args(arguments)
    try:
        if given.command is _check:
            return asyncio.run(check(sys.stdout))
        settings = load_settings()
        open_journal(settings.log_format, settings.log_level, sys.stderr)
        command: Command = given.command
        return command(given, settings)
    except (SettingsError, StorageError, SourcesError) as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tisserande", description="The bot of France's social workers.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _running(commands)
    _looking(commands)
    _keeping(commands)
    _sending(commands)
    _planning(commands)
    _reading(commands)
    return parser


def _running(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("run", help="run the bot on Discord").set_defaults(command=_run)
    commands.add_parser("check", help="check that everything is in place").set_defaults(command=_check)
    demo = commands.add_parser("demo", help="try the bot in a browser, without a Discord account")
    demo.add_argument("--port", type=int, default=0, help="the port of the page; a free one by default")
    demo.add_argument("--no-browser", action="store_true", help="only print the address")
    demo.set_defaults(command=_sandbox)
    ask = commands.add_parser("ask", help="one command as a member types it, in the terminal")
    ask.add_argument("line", help='for example "/annuaire recherche:mecs territoire:33"')
    ask.add_argument("--as", dest="member", default="Nadia", metavar="NAME", help="who asks")
    ask.add_argument("--in", dest="channel", default="bienvenue", metavar="CHANNEL", help="where")
    ask.set_defaults(command=_sandbox)


def _looking(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    lookup = commands.add_parser("lookup", help="look something up without Discord")
    lookup.add_argument("name", nargs="?", metavar="LOOKUP", help=", ".join(looking.NAMES))
    lookup.add_argument("query", nargs="?", default="", help="the question, as people type")
    for option in looking.OPTIONS:
        lookup.add_argument(f"--{option}", default="")
    lookup.add_argument("--json", action="store_true", help="print the answer as JSON")
    lookup.add_argument(
        "--batch", action="store_true", help="one JSON question a line in, one answer a line out"
    )
    lookup.set_defaults(command=looking.look_up)
    misses = commands.add_parser("misses", help="words that found nothing, counted without anybody's name")
    misses.add_argument("--most", type=int, default=50, help="how many words at most")
    misses.set_defaults(command=looking.misses)
    commands.add_parser(
        "notices", help="messages of which nobody knows whether they were sent: a person must look"
    ).set_defaults(command=looking.notices)


def _keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for verb, action, folder in (
        ("import", keeping.import_, "the folder to read; the shipped catalogue by default"),
        ("export", keeping.export, "the folder to write; ./catalogue by default"),
    ):
        parser = commands.add_parser(verb, help=f"{verb} the catalogue")
        parser.add_argument("what", choices=["catalogue"])
        parser.add_argument("folder", nargs="?", type=Path, help=folder)
        parser.set_defaults(command=action)
    correct = commands.add_parser("correct", help="correct one field of an entry; imports will respect it")
    withdraw = commands.add_parser("withdraw", help="take an entry out of every answer")
    for parser in (correct, withdraw):
        parser.add_argument("shelf", choices=list(SHELVES))
        parser.add_argument("slug")
    correct.add_argument("field")
    correct.add_argument(
        "value", help="as in the files: a date as 2026-11-25, a list as [a, b], nothing as null"
    )
    correct.add_argument("--reason", default="", help="why, for those who come after")
    correct.set_defaults(command=keeping.correct)
    withdraw.set_defaults(command=keeping.withdraw)
    erase = commands.add_parser("erase", help="erase everything kept about a person, on every server")
    erase.add_argument("member_id", type=int, metavar="MEMBER_ID", help="the number of their Discord account")
    erase.set_defaults(command=keeping.erase)


def _sending(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    digest = commands.add_parser(
        "digest", help="look at the digest, and send it; nothing leaves without --really"
    )
    verbs = digest.add_subparsers(required=True, metavar="VERB")
    preview = verbs.add_parser("preview", help="the coming issue as plain text")
    preview.add_argument("--as", dest="member", type=int, metavar="MEMBER_ID", help="for this subscriber")
    for facet in sending.FACETS:
        preview.add_argument(f"--{facet}", nargs="+", default=[], metavar="SLUG")
    preview.add_argument(
        "--html", type=Path, metavar="FILE", help="write its mail there too, to look at in a browser"
    )
    run_ = verbs.add_parser("run", help="make what is due now, and deliver it")
    replay = verbs.add_parser("replay", help="what did not surely arrive, and sending some of it again")
    replay.add_argument("edition", type=int, metavar="EDITION_ID")
    replay.add_argument(
        "--only", nargs="+", type=int, default=[], metavar="DELIVERY_ID", help="those to send again"
    )
    one = verbs.add_parser("send-to", help="the coming issue, to one subscriber, outside of the ledger")
    one.add_argument("member", type=int, metavar="MEMBER_ID")
    for parser in (run_, replay, one):
        parser.add_argument("--really", action="store_true", help="do it; else only say what would be done")
    for parser, action in (
        (preview, sending.preview), (run_, sending.run), (replay, sending.replay), (one, sending.send_to)
    ):  # fmt: skip
        parser.set_defaults(command=action)


def _planning(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    plan = commands.add_parser("plan", help="what applying the blueprint would change on the server")
    apply = commands.add_parser("apply", help="apply exactly the plan that was read")
    apply.add_argument("fingerprint", help="the fingerprint that the plan ends with")
    for parser in (plan, apply):
        parser.add_argument("--overwrite", action="store_true", help="undo what was changed by hand")
        parser.add_argument(
            "--adopt", action="store_true", help="take over what was made by hand under the name of ours"
        )
    plan.set_defaults(command=planning.plan)
    apply.set_defaults(command=planning.apply)


def _reading(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    collect = commands.add_parser("collect", help="read the sources of the digest, now")
    check = commands.add_parser("sources", help="look at each source of the digest, and keep nothing")
    check.add_argument("what", choices=["check"])
    for parser, action in ((collect, sources.collect), (check, sources.check)):
        parser.add_argument(
            "--source", dest="names", action="append", default=[], metavar="NAME",
            help="only this one, even switched off; may be repeated",
        )  # fmt: skip
        parser.set_defaults(command=action)
    collect.add_argument("--dry-run", action="store_true", help="say what would be kept, and keep nothing")


def _run(_given: argparse.Namespace, settings: Settings) -> int:
    asyncio.run(run(settings))
    return 0


def _check(_given: argparse.Namespace, _settings: Settings) -> int:
    raise AssertionError("`check` reads the settings itself, to name every mistake in them")


def _sandbox(given: argparse.Namespace, settings: Settings) -> int:
    """The sandbox stands on the bot, so it is found by its name; it needs an extra that servers do without."""
    open_journal(settings.log_format, "error", sys.stderr)
    try:
        entry = importlib.import_module("sandbox.entry")
    except ModuleNotFoundError as missing:
        print(
            f"This needs the extra « demo » ({missing.name} is missing): pip install -e '.[demo]'",
            file=sys.stderr,
        )
        return 1
    return int(entry.ask(given, settings) if "line" in given else entry.demo(given, settings))


if __name__ == "__main__":
    sys.exit(main())
