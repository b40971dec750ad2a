"""Violations of the rules on the first minute (S60–S64)."""

from check_seeds import FLOW, LANGUAGES, Edit, Expected, Seed, in_english, on_screen, on_text, text
from seeds_structure import flow

LONG = "Choose what comes closest. You can always go back. If nothing fits, take the last line. "
FOR_CHILDREN = (
    '[topics_young]\nback = "welcome"\nchild = true\nto.bullying = "bullying_start"\n\n[topics_other]\n'
)
LABEL = {"ru": "Травят", "kk": "Қорлайды", "en": "Bullied"}
SAID = {"ru": "Выбери.", "kk": "Таңда.", "en": "Choose."}

FIRST_MINUTE = (
    Seed(
        "few_taps_to_a_topic",
        "S60",
        flow("topics", 'to.family_conflict = "family_start"\n', ""),
        (on_screen("family_start"),),
        frozenset({"S09", "texts"}),
    ),
    Seed(
        "doors_on_the_welcome",
        "S60",
        flow("welcome", 'to.someone = "topics_other"\n', ""),
        (on_screen("welcome"),),
        frozenset({"texts"}),
    ),
    in_english("first_screens_are_short", "S64", "topics", "Choose", LONG * 4 + "Choose"),
    Seed(
        "few_rows",
        "S64",
        flow("suicide_plan", 'items = ["signs"', 'items = ["signs"' + ', "signs"' * 8),
        tuple(on_text(language, "suicide_plan") for language in LANGUAGES),
        frozenset({"labels", "S11"}),
    ),
    Seed(
        "nothing_asked_after_danger",
        "S62",
        flow("suicide_now", 'to.breathing = "breathing"', 'to.breathing = "dv_start"\nstays = true'),
        (on_screen("suicide_now"),),
        frozenset({"S34"}),
    ),
    in_english(
        "asked_once",
        "S62",
        "bullying_start",
        'text = """\n',
        'text = """\nCould someone else see this phone?\n',
        also="S24 S27",
    ),
    Seed(
        "back_leads_back",
        "S63",
        flow("line_111", 'back = "helplines"', 'back = "sent_media"'),
        (on_screen("line_111"),),
    ),
    Seed(
        "children_are_spoken_to_as_children",
        "S61",
        (
            Edit(FLOW, "[topics_other]\n", FOR_CHILDREN),
            *flow("welcome", 'to.fear = "fear_start"', 'to.fear = "fear_start"\nto.young = "topics_young"'),
            *(
                text(each, "welcome", "me = ", f'young = "{under}"\nme = ')
                for each, under in (
                    ("ru", "Мне нет 18"),
                    ("kk", "18 жасқа толған жоқпын"),
                    ("en", "I am under 18"),
                )
            ),
            *(
                Edit(
                    f"texts/{each}/screens.toml",
                    "[topics_other]\n",
                    f'[topics_young]\ntext = "{SAID[each]}"\nbullying = "{LABEL[each]}"\n\n[topics_other]\n',
                )
                for each in LANGUAGES
            ),
        ),
        (Expected(FLOW, "[bridge]", "bridge", "ru"),),
        frozenset({"S61", "translation", "word-form"}),
    ),
    in_english(
        "labels_fit", "S64", "topics", "Arguments in the family", "Arguments in the family " + "m" * 20
    ),
)
