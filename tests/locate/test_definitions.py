"""Definitions of many languages."""

from __future__ import annotations

import pytest

from groundplan.locate.definitions import MAX_DEFINITIONS, definitions_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("class Order:", "Order"),
        ("    async def cancel(self):", "cancel"),
        ("func (s *Store) GetUser(id int) error {", "GetUser"),
        ("export default function Cart() {", "Cart"),
        ("export const useCart = () => {", "useCart"),
        ("export const cartRouter = router({", "cartRouter"),
        ("  public static class Money {", "Money"),
        ("pub(crate) fn parse(", "parse"),
        ("  def self.find_by", "find_by"),
        ("model Account {", "Account"),
        ("MAX_RETRIES: int = 3", "MAX_RETRIES"),
        ("CREATE TABLE IF NOT EXISTS invoices (", "invoices"),
        ('  create_table "coupons", force: true do |t|', "coupons"),
    ],
)
def test_a_definition_is_found_with_its_line(text: str, name: str) -> None:
    assert definitions_in(f"\n{text}\n") == [(name, 2)]


def test_a_generated_file_has_no_end_of_definitions() -> None:
    assert len(definitions_in("class A:\n" * 9_999)) == MAX_DEFINITIONS
