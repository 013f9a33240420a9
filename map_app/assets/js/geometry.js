// Lines and rings as RFC 7946 writes them: within ±180°, outer rings against the clock.


/**
 * @param {number} degrees
 * @returns {number}
 */
export const rounded = (degrees) => Math.round(degrees * 1000) / 1000;

/**
 * Positions as a whole turn away, so that the first lies between -180 and 180.
 * @param {Position[]} line
 * @returns {Position[]}
 */
export function wrapped(line) {
  const turn = 360 * Math.round(line[0][0] / 360);
  return turn ? line.map(([lng, lat]) => [rounded(lng - turn), lat]) : line;
}

/**
 * A line in pieces, none of which crosses ±180°.
 * @param {Position[]} line
 * @returns {Position[][]}
 */
export function cutAtAntimeridian(line) {
  /** @type {(lng: number) => number} */
  const sheetOf = (lng) => Math.floor((lng + 180) / 360);
  /** @type {Position[][]} */
  const pieces = [[line[0]]];
  for (let i = 1; i < line.length; i++) {
    const [[x, y], [nextX, nextY]] = [line[i - 1], line[i]];
    if (sheetOf(x) !== sheetOf(nextX)) {
      const edge = 360 * Math.max(sheetOf(x), sheetOf(nextX)) - 180;
      /** @type {Position} */
      const at = [edge, rounded(y + ((edge - x) / (nextX - x)) * (nextY - y))];
      pieces.at(-1)?.push(at);
      pieces.push([at]);
    }
    pieces.at(-1)?.push(line[i]);
  }
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const turn = 360 * sheetOf((piece[0][0] + piece[piece.length - 1][0]) / 2);
      return piece.map(([lng, lat]) => [rounded(lng - turn), lat]);
    });
}

/**
 * Rings as polygons: a ring within another is its hole, one within a hole stands alone again.
 * @param {Position[][]} rings
 * @returns {Position[][][]}
 */
export function toPolygons(rings) {
  const closed = rings.map((ring) => wrapped([...ring, ring[0]]));
  const holders = closed.map((ring) => closed.filter((other) => other !== ring && holds(other, ring[0])));
  /** @type {Map<Position[], Position[][]>} */
  const polygons = new Map();
  closed.forEach((ring, i) => {
    if (holders[i].length % 2 === 0) polygons.set(ring, [turned(ring, 1)]);
  });
  closed.forEach((ring, i) => {
    if (holders[i].length % 2 === 0) return;
    const around = holders[i].filter((other) => polygons.has(other)).at(-1);
    if (around) polygons.get(around)?.push(turned(ring, -1));
  });
  return [...polygons.values()];
}

/**
 * A ring against the clock (1) or with it (-1), as RFC 7946 wants outer rings and holes.
 * @param {Position[]} ring
 * @param {1 | -1} way
 * @returns {Position[]}
 */
function turned(ring, way) {
  let area = 0;
  for (let i = 1; i < ring.length; i++) area += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return area * way > 0 ? ring : [...ring].reverse();
}

/**
 * Whether a ring holds a position: a ray to the east crosses it an odd number of times.
 * @param {Position[]} ring
 * @param {Position} at
 * @returns {boolean}
 */
function holds(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
