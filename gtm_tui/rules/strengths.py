"""What a set-up does well, said aloud with the same evidence as a finding and without a score."""

from gtm_tui.rules.context import RuleContext, marketing_word, sales_word, success_word
from gtm_tui.rules.ruleset import strength


@strength("one-column", scope="segment", source="GTM Model, the three functions matched to each other")
def one_column(context: RuleContext) -> str | None:
    """Marketing, Sales and Customer Success stand at the same position."""
    sales, success = context.own.choice("sales_motion"), context.own.choice("success_motion")
    motions = context.marketing_motions()
    fits = context.calibration.fit[sales]
    if success == "none" or context.position(success) != context.position(sales):
        return None
    core = [m for m in motions if fits[m] == "core"]
    if any(fits[m] == "off" for m in motions) or not (core or (sales == "product_led" and not motions)):
        return None
    marketing = marketing_word(core[0]) if core else "the product itself"
    return (
        f"{context.name}: all three functions stand in one column: {marketing}, {sales_word(sales)} sales "
        f"and {success_word(success)} service."
    )


@strength("value-in-comfort", scope="segment", source="GTM Model, the axis of first-year value; bands ours")
def value_in_comfort(context: RuleContext) -> str | None:
    """The money of a deal pays for the way it is sold."""
    sales = context.own.choice("sales_motion")
    if context.band(sales).zone(context.effective_dollars()) != "comfort":
        return None
    value = context.effective_acv()
    return f"{context.name}: {context.money(value)} a year per customer is what {sales_word(sales)} sales is made for."


@strength("researching-sdrs", scope="segment", source="GTM Model, note 3")
def researching_sdrs(context: RuleContext) -> str | None:
    """SDRs prepare depth on few accounts instead of guarding the door."""
    sales, work = context.own.choice("sales_motion"), context.own.choice("sdr_work")
    if sales not in ("field", "named_accounts") or work != "research" or context.own.get_number("sdr_count") == 0:
        return None
    return f"{context.name}: your SDRs research accounts, which is what few, large accounts need."
