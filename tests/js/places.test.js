import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { placeNames } from "../../map_app/assets/js/places.js";

const { gap, reach, cases } = JSON.parse(readFileSync(new URL("../cases/names.json", import.meta.url), "utf8"));

for (const { of, size, taken, names, placed } of cases) {
  test(of, () => {
    const places = placeNames(names, size, taken, { gap, reach });
    const rounded = places.map((place) => place?.map((pixels) => Math.round(pixels * 100) / 100) ?? null);
    assert.deepEqual(rounded, placed);
  });
}
