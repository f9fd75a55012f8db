"""`ka-kit case ...`: what a trainer does with a case.

Each command's own module parses nothing: it gets one request. Not in here: handing out, grading.
"""

import typer

from ka_helpers.cli import case_check, case_hide, case_new

case_app = typer.Typer(no_args_is_help=True, help="Make and check cases / 制作和检查案例")
case_app.command("check")(case_check.check)
case_app.command("new")(case_new.case_new)
case_app.command("hide")(case_hide.hide)
