"""The inputs of a number in few words, and back."""

from book.data.quantity import Input
from book.publish import trail
from book.publish.packing import packed, unpacked


def entry(key, day="2025-06-30", role="part"):
    return Input("eu_population", key, day, role)


def back(text):
    return [found for part in text.split("; ") for found in unpacked(trail.parse(part))]


def test_inputs_that_differ_in_one_word_share_a_text():
    inputs = [entry(f"2023 applicants {country} total") for country in ("AT", "BE", "BG")]
    assert packed(inputs) == "part: eu_population 2023 applicants AT|BE|BG total @2025-06-30"
    assert back(packed(inputs)) == inputs


def test_what_differs_otherwise_stays_apart_and_nothing_is_lost():
    inputs = [entry("2023 a AT"), entry("2022 b AT"), entry("2023 a BE"), entry("2022 a AT"), entry("2023 a AT", "2026-01-01"),
              entry("2023 a AT", role="whole"), entry("2023 a")]  # fmt: skip
    assert sorted(map(str, back(packed(inputs)))) == sorted(map(str, inputs))
