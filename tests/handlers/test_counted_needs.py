"""What somebody asks for is counted once a talk, whatever the words (measure `need`)."""

from talking import Stage

ASKED = "мне нужен психолог"


async def test_a_need_is_counted_once_a_talk(talk: Stage) -> None:
    person = await talk.somebody("ru")
    for _ in range(3):
        await talk.do(person.say(ASKED))
    assert (await talk.counted())[("need", "human", "ru")] == 1


async def test_the_page_of_111_is_counted_once_a_talk(talk: Stage) -> None:
    person = await talk.somebody("ru", "helplines")
    for _ in range(2):
        await talk.tap(person, "line_111")
        await talk.tap(person, "helplines")
    counted = await talk.counted()
    assert [n for (measure, _, _), n in counted.items() if measure == "line_111"] == [1]
