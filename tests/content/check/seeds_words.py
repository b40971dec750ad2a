"""Violations of the rules on words."""

from check_seeds import Edit, Expected, Seed, common, in_english, on_text, text

LONG = "Take your time. " * 40

WORDS = (
    in_english("numbers_by_name", "S14", "doors", "Who is", "111 is a number.\nWho is", "111 is"),
    in_english("numbers_by_name", "S14", "doors", "Who is", "8 700 123 45 67\nWho is", "8 700"),
    in_english("allowed_links", "links", "doors", "Who is", "http://egov.kz\nWho is", "http"),
    in_english("allowed_links", "links", "doors", "Who is", "https://example.com/x\nWho is", "https"),
    in_english("allowed_links", "links", "doors", "Who is", "See example.com\nWho is", "example"),
    in_english("allowed_links", "links", "doors", "Who is", "Ask @somebody\nWho is", "@somebody"),
    in_english("short_enough", "S27", "doors", "Who is", LONG + "Who is"),
    in_english("short_enough", "S27", "doors", 'me = "It', f'me = "{LONG[:65]}It', "me =", also="S64"),
    in_english("short_enough", "S27", "fear_talk", 'words = "I', f'words = "{LONG[:256]}I', "words ="),
    Seed(
        "short_enough",
        "S27",
        (Edit(common("en"), 'bot_name = "', f'bot_name = "{LONG[:65]}'),),
        (Expected(common("en"), "bot_name", "common", "en"),),
    ),
    in_english(
        "distinct_labels", "labels", "doors", 'me = "It is about me"', 'me = "I worry about someone else"'
    ),
    in_english(
        "forbidden_phrases", "S29", "doors", "Who is", "Everything will be fine.\nWho is", "Everything"
    ),
    in_english("required_statements", "S10", "sent_media", "are not kept and ", "are "),
    in_english("required_statements", "S24", "other_start", "It is good that you", "You", 'text = """'),
    in_english("seldom_said", "typography", "doors", "Who is", "Who – is", "Who –"),
    in_english("seldom_said", "typography", "doors", "about?\n", "about?\n- one thing\n", "text ="),
    in_english("seldom_said", "one-form", "dv_menu", "I am under 18", "I am not yet 18", "child ="),
    in_english("seldom_said", "one-form", "doors", "about?\n", "about?\nFamily violence.\n", "Family"),
    in_english(
        "said_in_one_way",
        "S37",
        "call_150",
        "The call shows in the call log and may show on the bill.",
        "A call stays in the call log and may be on the bill.",
        "A call stays",
    ),
    in_english(
        "not_in_danger",
        "S37",
        "danger",
        "The bot cannot call",
        "The call shows in the call log and may show on the bill. The bot cannot call",
        "The call shows",
    ),
    in_english(
        "one_way_to_150", "S72", "dv_menu", "How to call {line_150}", "Talk to {line_150}", "bridge ="
    ),
    in_english("nothing_seen_outside", "S21", "doors", "Who is this", "Who talks of violence", "Who talks"),
    Seed(
        "nothing_seen_outside",
        "S21",
        (Edit(common("ru"), 'command_about = "О', 'command_about = "О насилии и о'),),
        (Expected(common("ru"), "command_about", "common", "ru"),),
    ),
    Seed(
        "familiar_to_children",
        "S27",
        (text("ru", "dv_child", "Хорошо, что ты здесь.", "Хорошо, что вы здесь."),),
        (on_text("ru", "dv_child", "вы здесь"),),
    ),
    Seed(
        "familiar_to_children",
        "S27",
        (text("kk", "doors", 'text = """\n', 'text = """\nСен таңда.\n'),),
        (on_text("kk", "doors", "Сен таңда", "warning"),),
    ),
    in_english(
        "one_question", "S27", "doors", "Who is this about?", "Who is it?\nOr not?", "Who is it?", "warning"
    ),
    in_english(
        "plain_words",
        "S27",
        "doors",
        "Who is",
        "one two three four " * 7 + "five\nWho is",
        "one two",
        "warning",
    ),
    in_english(
        "plain_words",
        "S27",
        "doors",
        "Who is",
        "Psychological organisations unconditionally communicate responsibilities. " * 7 + "\nWho is",
        level="warning",
        also="spaces",
    ),
    Seed(
        "one_script_a_word",
        "mixed-script",
        (text("ru", "doors", "О ком", "Cпасибо. О ком"),),
        (on_text("ru", "doors", "Cпасибо"),),
    ),
    in_english(
        "right_alphabet", "alphabet", "doors", "Who is", "Кто это\nWho is", "Кто это", also="alphabet"
    ),
    Seed(
        "right_alphabet",
        "alphabet",
        (text("ru", "doors", "О ком", "Сәлем. О ком"),),
        (on_text("ru", "doors", "Сәлем"),),
    ),
    Seed(
        "right_alphabet",
        "alphabet",
        (text("kk", "doors", 'fear = "', 'fear = "Это русский текст, в котором нет казахских букв" #'),),
        (on_text("kk", "doors", "fear ="),),
        frozenset({"S64"}),
    ),
    in_english("tidy_spaces", "spaces", "doors", "Who is this", "Who  is this", "Who  is"),
    in_english("tidy_spaces", "spaces", "doors", "Who is this about?", "Who is this about? ", "Who is"),
    in_english("tidy_spaces", "spaces", "doors", "Who is this about?", "Who is this about ?", "Who is"),
    in_english("tidy_spaces", "spaces", "doors", "about?\n\n", "about?\n\n\n"),
    in_english("proper_quotes", "quotes", "doors", "Who is", 'Say "yes". Who is', "Say", "warning"),
    in_english("proper_quotes", "quotes", "doors", "Who is", "Say “yes. Who is", "Say", "warning"),
    in_english("whole_placeholders", "placeholder", "doors", "Who is", "{line_150 Who is", "{line_150"),
    in_english("plain_text", "plain-text", "doors", "Who is", "*Who* is", "*Who*"),
    in_english("plain_text", "plain-text", "doors", "Who is", "TODO Who is", "TODO"),
    in_english("plain_text", "plain-text", "doors", "Who is", "☎ Who is", "☎", "warning"),
    in_english(
        "same_placeholders", "placeholder", "bullying_start", "{line_150} or {line_111}", "{line_150}"
    ),
    in_english("same_placeholders", "placeholder", "doors", "Who is", "{line_111} Who is", "{line_111}"),
    Seed(
        "translated",
        "translation",
        (text("kk", "doors", 'fear = "', 'fear = "Боюсь того, что могу сделать" #'),),
        (on_text("kk", "doors", "fear ="),),
    ),
)
