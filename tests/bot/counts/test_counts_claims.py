import asyncio

from bot.counts.claims import PostedCards
from bot.counts.store import open_store


async def test_a_card_is_claimed_once_over_replicas(database_url: str) -> None:
    stores = [open_store(database_url) for _ in range(4)]
    for store in stores:
        await store.open()
    claims = await asyncio.gather(*(PostedCards(store).claim(2026, 16, "kk") for store in stores))
    assert sorted(claims) == [False, False, False, True]
    cards = PostedCards(stores[0])
    assert await cards.claim(2026, 16, "ru")
    await cards.release(2026, 16, "ru")
    assert await cards.claim(2026, 16, "ru")
    for store in stores:
        await store.close()


async def test_S43_no_date_of_a_card_is_kept_and_former_years_are_forgotten(database_url: str) -> None:
    store = open_store(database_url)
    await store.open()
    cards = PostedCards(store)
    for number in range(1, 17):
        await cards.claim(2026, number, "kk")
    assert await cards.claim(2027, 1, "kk")
    async with store.transaction() as sql:
        rows = [tuple(row) for row in await sql.fetch("SELECT * FROM posted")]
    await store.close()
    assert rows == [(2027 % 8 * 32 + 1, "kk")]
