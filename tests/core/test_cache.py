import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import RedisError


def test_redis_is_asked_while_it_is_there() -> None:
    cache.set("word", "in Redis")
    assert cache.get("word") == "in Redis"
    assert LocMemCache("while Redis is away", {}).get("word") is None


@pytest.mark.fault
@pytest.mark.usefixtures("without_redis")
def test_a_process_counts_by_itself_while_redis_is_away() -> None:
    cache.set("tries", 1)
    assert (cache.incr("tries"), cache.get("tries")) == (2, 2)
    assert (cache.add("tries", 1), cache.add("lock", True)) == (False, True)
    assert (cache.has_key("lock"), cache.delete("lock"), cache.get("lock")) == (True, True, None)
    cache.set_many({"a": 1, "b": 2})
    cache.delete_many(["a"])
    assert cache.get_many(["a", "b"]) == {"b": 2}
    assert cache.touch("b", 1)
    cache.clear()
    assert cache.get("tries") is None


@pytest.mark.usefixtures("without_redis")
def test_a_redis_that_is_away_is_not_asked_again_at_once(caplog) -> None:
    for _try in range(3):
        cache.get("word")
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "Redis is away, the cache is this process's memory"
    ]


@pytest.mark.usefixtures("without_redis")
def test_whoever_asks_whether_redis_is_there_is_told() -> None:
    with pytest.raises(RedisError):
        caches["default"].ping()
