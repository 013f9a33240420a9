import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, wordAt } from "../../map_app/assets/js/wording.js";

const words = { page: { map: "Map: {title}" }, list: { found: { one: "{count} result", other: "{count} results" } } };

test("braces are filled in, and left where nothing is known of them", () => {
  assert.equal(fill("{a} and {b}", { a: 1 }), "1 and {b}");
});

test("what is filled in is not filled in again, and no name of an object is", () => {
  assert.equal(fill("{a} {toString}", { a: "{b}", b: "no" }), "{b} {toString}");
});

test("words are found by section and name, and by form", () => {
  assert.equal(wordAt(words, "page.map", { title: "Vrae" }), "Map: Vrae");
  assert.equal(wordAt(words, "list.found.other", { count: 2 }), "2 results");
});
