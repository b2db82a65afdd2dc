"""BUD: does each budget pay for its own purpose?"""

from gtm_tui.rules.context import RuleContext, listed
from gtm_tui.rules.finding import Margin, NotAssessed, Remark, Violation, rounded
from gtm_tui.rules.ruleset import rule

_PURPOSES = {"marketing_on_deals": ("marketing", "deals", "market"), "sales_on_market": ("sales", "market", "deals")}
_PURPOSE_WORDS = {
    "marketing_on_deals": ("individual deals", "Sales"),
    "sales_on_market": ("the whole market", "Marketing"),
}
_LINE_KEYS = ("payer", "aim", "amount")


@rule(
    "BUD-01",
    name="wrong-budget-purpose",
    title="Budget spent on the wrong purpose",
    area="team",
    scope="budget_purpose",
    subjects=("marketing_on_deals", "sales_on_market"),
    basis="stated",
    origin="Essay",
    source="Essay, marketing and sales budgets",
    looks_at="Which budget pays for each line, and whether it is meant for many buyers or for individual deals.",
    why="Marketing's money is for whole markets, Sales' money for individual deals; mixed, neither is spent well.",
    not_when="A line is meant for both: it is left out.",
    effort=1,
    reads=("budget.*.payer", "budget.*.aim", "budget.*.amount"),
)
def wrong_budget_purpose(context: RuleContext) -> list[Violation | Remark]:
    """Much of one budget is spent on what the other one is for."""
    payer, wrong_aim, right_aim = _PURPOSES[context.subject]
    lines = _lines_paid_by(context, payer)
    amounts = dict.fromkeys(("market", "deals", "both"), 0.0)
    for aim, amount in lines.values():
        amounts[aim] += amount
    said: list[Violation | Remark] = []
    clear = amounts[wrong_aim] + amounts[right_aim]
    share = rounded(100 * amounts[wrong_aim] / clear) if clear else 0.0
    medium = context.limit("misfiled.medium")
    if share > medium:
        wrong = [line for line, (aim, amount) in lines.items() if aim == wrong_aim and amount]
        spent_on, elsewhere = _PURPOSE_WORDS[context.subject]
        said.append(
            Violation(
                severity="high" if share > context.limit("misfiled.high") else "medium",
                message=f"{_percent(share)} of the {payer} budget is spent on {spent_on}: "
                f"{listed([_label(context, line) for line in wrong])}. "
                f"Move it to {elsewhere}, or stop it.",
                margin=Margin(value=share, line=medium, unit="percent"),
                evidence=tuple(f"budget.{line}.{name}" for line in lines for name in _LINE_KEYS),
            )
        )
    both = amounts["both"]
    both_share = rounded(100 * both / (clear + both)) if both else 0.0
    if both_share > context.limit("misfiled.both_share"):
        said.append(
            Remark(
                text=f"{_percent(both_share)} of the {payer} budget is marked as meant for both. "
                "Split these lines to see what each aim gets."
            )
        )
    return said


def _lines_paid_by(context: RuleContext, payer: str) -> dict[str, tuple[str, float]]:
    """Aim and amount of every line that `payer` pays; raises NotAssessed when there is none or one is incomplete."""
    lines: dict[str, tuple[str, float]] = {}
    missing: list[str] = []
    for line in context.session.budget:
        own = context.budget_line(line)
        paid_by, aim, amount = own.get_choice("payer"), own.get_choice("aim"), own.get_number("amount")
        if paid_by != payer:
            continue
        open_keys = [f"budget.{line}.{name}" for name, value in (("aim", aim), ("amount", amount)) if value is None]
        missing += open_keys
        if aim is not None and amount is not None:
            lines[line] = (aim, float(amount))
    if missing or not lines:
        raise NotAssessed(tuple(missing) or ("budget",))
    return lines


def _label(context: RuleContext, line: str) -> str:
    """A budget line's label, or its id when it has none."""
    return context.aside(f"budget.{line}.").get_text("label") or line


def _percent(share: float) -> str:
    """A share as people read it: whole percent, with a decimal only where rounding would hide which side it is on."""
    return f"{share:.0f} %" if abs(share - round(share)) < 0.05 else f"{share:.1f} %"
