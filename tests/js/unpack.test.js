import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { makeReader } from "../../map_app/assets/js/unpack.js";

const { alphabet, packed } = JSON.parse(readFileSync(process.env.DATELINE_PACKED, "utf8"));
const read = makeReader(alphabet);

for (const { text, decimals, lines } of packed) {
  test(`${lines.length} lines come back as Python packed them`, () => {
    const found = [];
    read(text, decimals, (lng, lat, first) => {
      if (first) found.push([]);
      found.at(-1).push([lng, lat].map((degrees) => Number(degrees.toFixed(decimals))));
    });
    assert.deepEqual(found, lines);
  });
}
