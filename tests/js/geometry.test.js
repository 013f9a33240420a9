import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAtAntimeridian, rounded, toPolygons, wrapped } from "../../map_app/assets/js/geometry.js";

test("a position has three decimals", () => {
  assert.equal(rounded(-12.34567), -12.346);
});

test("a line that begins beyond 180° is moved back as a whole", () => {
  assert.deepEqual(wrapped([[190, 1], [170, 2]]), [[-170, 1], [-190, 2]]);
  const line = [[10, 1], [20, 2]];
  assert.equal(wrapped(line), line);
});

test("a line is cut where it crosses the antimeridian, either way", () => {
  assert.deepEqual(cutAtAntimeridian([[170, 0], [190, 10]]), [[[170, 0], [180, 5]], [[-180, 5], [-170, 10]]]);
  assert.deepEqual(cutAtAntimeridian([[-170, 0], [-190, 10]]), [[[-170, 0], [-180, 5]], [[180, 5], [170, 10]]]);
});

test("a ring within another is its hole, one within a hole stands alone again", () => {
  const square = (half) => [[-half, -half], [-half, half], [half, half], [half, -half]];
  const polygons = toPolygons([square(9), square(6), square(3)]);
  assert.deepEqual(polygons.map((rings) => rings.length), [2, 1]);
  const area = (ring) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0) / 2;
  assert.deepEqual(polygons.map((rings) => rings.map(area)), [[324, -144], [36]]);
});
