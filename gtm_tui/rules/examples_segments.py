"""Small sessions that raise and clear the rules on motions and money, for explaining them."""

from collections.abc import Mapping

from gtm_tui.model.session import Value

Answers = Mapping[str, Value]


def _example(**answers: Value) -> Answers:
    """Answers about the segment `example`; a double underscore stands for the dot of a key path elsewhere."""
    return {key.replace("__", ".") if "__" in key else f"segments.example.{key}": v for key, v in answers.items()}


def _motion_examples() -> dict[str, tuple[Answers, Answers]]:
    return {
        "ROM-01": (
            _example(sales_motion="two_stage", marketing_motions=("inbound",)),
            _example(sales_motion="two_stage", marketing_motions=("inbound", "prospecting")),
        ),
        "ROM-02": (
            _example(sales_motion="one_stage", marketing_motions=("account_based",)),
            _example(sales_motion="one_stage", marketing_motions=("prospecting",)),
        ),
        "ROM-03": (
            _example(sales_motion="two_stage", marketing_motions=("prospecting", "targeting")),
            _example(sales_motion="two_stage", marketing_motions=("prospecting",)),
        ),
        "ROM-04": (
            _example(sales_motion="one_stage", marketing_motions=()),
            _example(sales_motion="one_stage", marketing_motions=("inbound",)),
        ),
        "ROM-05": (
            _example(sales_motion="product_led", success_motion="segment"),
            _example(sales_motion="product_led", success_motion="help_desk"),
        ),
        "ROM-06": (
            _example(sales_motion="field", success_motion="help_desk", company__recurring_revenue=True),
            _example(sales_motion="field", success_motion="volume", company__recurring_revenue=True),
        ),
        "ROM-07": (
            _example(sales_motion="named_accounts", accounts_per_rep=120),
            _example(sales_motion="named_accounts", accounts_per_rep=15),
        ),
        "ROM-08": (
            _example(sales_motion="field", sdr_count=2, sdr_work="qualify_outbound"),
            _example(sales_motion="field", sdr_count=2, sdr_work="research"),
        ),
    }


def _money_examples() -> dict[str, tuple[Answers, Answers]]:
    expanding: dict[str, Value] = {"sales_motion": "field", "first_year_acv": 60_000, "land_and_expand": True}
    reps: dict[str, Value] = {
        "sales_motion": "two_stage",
        "first_year_acv": 20_000,
        "deals_per_year": 60,
        "closing_reps": 2,
    }
    cost: dict[str, Value] = {
        "sales_motion": "two_stage",
        "first_year_acv": 20_000,
        "deals_per_year": 50,
        "gross_margin": 80,
    }
    return {
        "ECO-01": (
            _example(sales_motion="field", first_year_acv=12_000),
            _example(sales_motion="field", first_year_acv=60_000),
        ),
        "ECO-02": (
            _example(sales_motion="one_stage", first_year_acv=60_000),
            _example(sales_motion="field", first_year_acv=60_000),
        ),
        "ECO-03": (
            _example(**expanding, lifetime_value=400_000, net_revenue_retention=94),
            _example(**expanding, lifetime_value=400_000, net_revenue_retention=118),
        ),
        "ECO-04": (
            _example(sales_motion="two_stage", deals_per_year=20, closing_reps=2),
            _example(sales_motion="two_stage", deals_per_year=60, closing_reps=2),
        ),
        "ECO-05": (
            _example(**reps, rep_on_target_earnings=250_000),
            _example(**reps, rep_on_target_earnings=120_000),
        ),
        "ECO-06": (
            _example(**cost, acquisition_cost_per_year=1_500_000),
            _example(**cost, acquisition_cost_per_year=900_000),
        ),
        "ECO-07": (
            _example(deals_per_year=50, acquisition_cost_per_year=1_500_000, lifetime_value=60_000),
            _example(deals_per_year=50, acquisition_cost_per_year=900_000, lifetime_value=80_000),
        ),
        "ECO-08": (
            _example(first_year_acv=12_000, sales_cycle_days=150),
            _example(first_year_acv=12_000, sales_cycle_days=45),
        ),
    }


EXAMPLES: dict[str, tuple[Answers, Answers]] = {**_motion_examples(), **_money_examples()}
