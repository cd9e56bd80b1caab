"""Fifty years of forty tasks in under five seconds, and no faster growth than years × tasks²."""

from __future__ import annotations

from tests.benchmarks.compare_years import seconds


def test_fifty_years_of_forty_tasks_take_under_five_seconds_and_grow_no_faster_than_years_times_tasks_squared() -> None:
    seconds(5, 40)  # the dictionary and the lexicons are loaded
    whole, half_the_years, half_the_tasks = seconds(50, 40), seconds(25, 40), seconds(50, 20)
    print(f"50 × 40: {whole:.2f} s, 25 × 40: {half_the_years:.2f} s, 50 × 20: {half_the_tasks:.2f} s")
    assert whole < 5
    assert whole < 2 * half_the_years * 1.5 + 0.2
    assert whole < 4 * half_the_tasks * 1.5 + 0.2
