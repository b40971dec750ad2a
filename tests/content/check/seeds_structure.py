"""Violations of the rules on ways, numbers, laws and sign-off."""

from check_seeds import (
    CAMPAIGNS,
    FLOW,
    LANGUAGES,
    LAWS,
    LINES,
    SIGNOFF,
    Edit,
    Expected,
    Seed,
    on_screen,
    on_text,
    screens,
    text,
)


def everywhere(screen: str, old: str, new: str) -> tuple[Edit, ...]:
    return tuple(text(language, screen, old, new) for language in LANGUAGES)


def in_all(screen: str, marker: str = 'text = """') -> tuple[Expected, ...]:
    return tuple(on_text(language, screen, marker) for language in LANGUAGES)


def flow(screen: str, old: str, new: str) -> tuple[Edit, ...]:
    return (Edit(FLOW, old, new, screen),)


CITED = "{law_domestic_violence_checked}"

STRUCTURE = (
    Seed(
        "help_in_one_tap",
        "S08",
        (Edit(LINES, 'en = "103, ambulance"', 'en = "ambulance"'),),
        (on_text("en", "danger"),),
    ),
    Seed(
        "numbers_from_the_start",
        "S03",
        everywhere("welcome", "{line_103}", "{line_112}"),
        in_all("welcome"),
    ),
    Seed(
        "danger_first",
        "S35",
        (
            text(
                "en",
                "danger",
                "{line_112_name}\n{line_102_name}\n{line_103_name}",
                "{line_103_name}\n{line_112_name}\n{line_102_name}",
            ),
        ),
        (on_text("en", "danger"),),
    ),
    Seed(
        "few_services",
        "S12",
        everywhere("helplines", "{line_112_name}", "{line_112_name}\n{line_102_name}"),
        in_all("helplines"),
        frozenset({"S37"}),
    ),
    Seed(
        "few_services",
        "S12",
        (text("en", "helplines", "{line_150_name}", "{line_111_name}\n{line_150_name}"),),
        (on_text("en", "helplines", "{line_150_name}"),),
    ),
    Seed(
        "phone_question_first",
        "S05",
        (Edit(CAMPAIGNS, 'target = "helplines"', 'target = "dv_evidence"'),),
        (on_screen("dv_evidence"), on_screen("dv_menu")),
        frozenset({"S05"}),
    ),
    Seed("sensitive_marked", "S04", flow("dv_what", "sensitive = true\n", ""), (on_screen("dv_what"),)),
    Seed(
        "bridge_before_call",
        "S15",
        flow("fear_talk", 'to.bridge = "bridge"', 'to.bridge = "call_150"'),
        (on_screen("call_150"),),
    ),
    Seed(
        "bridge_before_call",
        "S15",
        flow("other_start", 'to.bridge = "bridge"', 'to.bridge = "privacy"'),
        (on_screen("other_start"),),
        frozenset({"S15", "S60"}),
    ),
    Seed(
        "near_enough",
        "S35",
        flow("bridge", 'to.call = "call_150"', 'to.call = "will_call"'),
        (on_screen("welcome"),),
    ),
    Seed(
        "three_doors",
        "S39",
        flow("welcome", 'to.fear = "fear_start"', 'to.fear = "topics"'),
        (on_screen("welcome"),),
    ),
    Seed(
        "somewhere_to_go",
        "S09",
        flow("dv_evidence", 'to.bridge = "bridge"\n', ""),
        (on_screen("dv_evidence", "warning"),),
        frozenset({"texts"}),
    ),
    Seed(
        "known_targets",
        "S11",
        (Edit(CAMPAIGNS, 'target = "helplines"', 'target = "helpline"'),),
        (Expected(CAMPAIGNS, "[codes.k7]", "k7", ""),),
    ),
    Seed(
        "known_targets",
        "S11",
        flow("doors", 'to.me = "topics"', 'to.me = { to = "topics", when = "seventeen_days" }'),
        (on_screen("doors"),),
    ),
    Seed(
        "opaque_codes",
        "S21",
        (Edit(CAMPAIGNS, "[codes.s1]", "[codes.bully1]"),),
        (Expected(CAMPAIGNS, "[codes.bully1]", "bully1", ""),),
    ),
    Seed(
        "required_ways",
        "S32",
        flow("suicide_start", 'to.now = "suicide_now"', 'to.now = "grounding"'),
        (on_screen("suicide_start"),),
        frozenset({"S09"}),
    ),
    Seed("paced_exercises", "S34", flow("breathing", "rounds = 3", "rounds = 13"), (on_screen("breathing"),)),
    Seed(
        "checklists_apart",
        "S11",
        flow("dv_leave", "first_bit = 10", "first_bit = 2"),
        (on_screen("dv_leave"),),
    ),
    Seed(
        "checklists_apart",
        "S11",
        flow("dv_leave", "first_bit = 10", "first_bit = 34"),
        (on_screen("dv_leave"),),
    ),
    Seed(
        "card_for_each_day",
        "daily",
        flow(
            "fear_talk",
            'back = "fear_start"',
            'back = "fear_start"\ndaily = ["privacy"]\nperiod = "sixteen_days"',
        ),
        (on_screen("fear_talk"),),
        frozenset({"texts"}),
    ),
    Seed(
        "known_sources",
        "S14",
        (Edit(LINES, 'source = "egov.kz (08.09.2021)"', 'source = ""', "line_103"),),
        (Expected(LINES, "[line_103]", "line_103", ""),),
    ),
    Seed(
        "known_sources",
        "S14",
        (Edit(LAWS, "checked = 2026-11-24", "checked = 2026-08-01"),),
        (Expected(LAWS, "[law_domestic_violence]", "law_domestic_violence", "", "warning"),),
    ),
    Seed(
        "known_sources",
        "S14",
        (Edit(LINES, "checked = 2026-11-24", "checked = 2027-11-24", "line_111"),),
        (Expected(LINES, "[line_111]", "line_111", ""),),
    ),
    Seed(
        "complete_cards",
        "S16",
        everywhere("line_111", "{line_111_write}", "-"),
        tuple(Expected(LINES, "[line_111]", "line_111", language) for language in LANGUAGES),
    ),
    Seed(
        "open_hours",
        "S13",
        everywhere("line_150", "{line_111", "{line_112") * 2,
        in_all("line_150", "{line_150_hours}"),
        frozenset({"S37"}),
    ),
    Seed(
        "facts_in_every_language",
        "S13",
        (Edit(LINES, 'hours = { kk = "', 'hours = { kz = "', "line_103"),),
        (Expected(LINES, "[line_103]", "line_103", ""),),
    ),
    Seed(
        "own_number",
        "S14",
        (Edit(LINES, 'en = "112, the one', 'en = "112 or 113, the one'),),
        (Expected(LINES, "112 or 113", "line_112", "en"),),
    ),
    Seed(
        "dated_laws", "S40", everywhere("dv_what", CITED, "-"), in_all("dv_what", "{law_domestic_violence}")
    ),
    Seed(
        "laws_by_name",
        "S40",
        (
            text(
                "en", "dv_what", "What is happening has a name.", "What is happening has a name, see art. 72."
            ),
        ),
        (on_text("en", "dv_what", "art. 72"),),
    ),
    Seed(
        "laws_by_name",
        "S40",
        (
            Edit(
                LAWS,
                "[law_domestic_violence]",
                '[law_x]\nsource = "read"\nchecked = 2026-11-24\ncite = {}\n\n[law_domestic_violence]',
            ),
        ),
        (Expected(LAWS, "[law_x]", "law_x", "", "warning"),),
    ),
    Seed(
        "stale_translations",
        "translation",
        (text("ru", "doors", "О ком", "О ком же"),),
        (on_text("kk", "doors", level="warning"), on_text("en", "doors", level="warning")),
    ),
    Seed(
        "stale_translations",
        "translation",
        (Edit(SIGNOFF, "doors = ", "windows = "),),
        (
            on_text("kk", "doors", level="warning"),
            Expected(SIGNOFF, "# Which", "windows", "kk", "warning"),
        ),
    ),
    Seed(
        "known_common",
        "texts",
        (Edit("texts/en/common.toml", 'hide = "', 'hidden = "x"\nhide = "'),),
        (Expected("texts/en/common.toml", "hidden =", "common", "en"),),
        frozenset({"translation"}),
    ),
    Seed(
        "known_tables",
        "texts",
        (Edit(screens("en"), "[doors]", '[door]\ntext = "Who?"\n\n[doors]'),),
        (Expected(screens("en"), 'text = "Who?"', "door", "en"),),
        frozenset({"translation"}),
    ),
)
