// Where names stand on a map, in pixels. They never lie on each other and are never cut: the more
// important one stays, the other tries its next place or waits. map_app/stills/names.py does the same;
// tests/cases/names.json holds both to it.

const ROOM = 1.1; // so many times as wide as its name is an area that has it inside
const INSIDE = 4; // so many times as wide as a country its name may be and lie across its outline
const STEP = 8; // so far apart along a line are the places that its name tries

/**
 * Choose a place for the middle of each name, or none, in their order.
 * @param {Name[]} names
 * @param {Size} size of the map
 * @param {Box[]} taken where no name may stand
 * @param {Pick<Layout, "gap" | "reach">} layout
 * @returns {Array<Point | undefined>}
 */
export function placeNames(names, size, taken, layout) {
  const filled = [...taken];
  /** @type {Array<Point | undefined>} */
  const places = names.map(() => undefined);
  const order = names.map((_, i) => i).sort((a, b) => Number(names[a].quiet ?? 0) - Number(names[b].quiet ?? 0) || names[a].rank - names[b].rank);
  for (const i of order) {
    const [width, height] = names[i].size;
    places[i] = sides(names[i], size, layout).find((at) => {
      const box = boxAround(at, width / 2, height / 2);
      return isWithin(box, size) && !filled.some((other) => overlap(box, other)) && filled.push(box);
    });
  }
  return places;
}

/**
 * Where the middle of a name may stand, the best first.
 * @param {Name} name
 * @param {Size} size
 * @param {Pick<Layout, "gap" | "reach">} layout
 * @returns {Point[]}
 */
function sides(name, size, layout) {
  if (name.kind === "ground") return [name.at];
  if (name.kind === "line") return alongLine(name, size, layout.gap);
  return name.kind === "point" ? aroundDot(name, size, layout.gap) : inOrBeside(name, size, layout);
}

/**
 * Below a dot or above it; at the edge of the map moved along it until the name is whole. Never at its
 * side, where one would have to look for what belongs to the dot.
 * @param {Name} name
 * @param {Size} size
 * @param {number} gap
 * @returns {Point[]}
 */
function aroundDot({ at, size: [width, height] }, size, gap) {
  if (!isSeen(at, size)) return [];
  const [x, y] = at;
  const away = height / 2 + gap + 2;
  const whole = keptWhole(x, width, size);
  return [[x, y + away], [x, y - away], [whole, y + away], [whole, y - away]];
}

/**
 * @param {Name} name
 * @param {Size} size
 * @param {Pick<Layout, "gap" | "reach">} layout
 * @returns {Point[]}
 */
function inOrBeside({ at: [x, y], size: [width, height], box = [x, y, x, y], quiet, inside }, size, { gap, reach }) {
  const [west, north, east, south] = box;
  if (east - west > ROOM * width && south - north > 2 * height) {
    return [0, -2, 2, -4, 4].map((lines) => [keptWhole(x, width, size), y + lines * height]);
  }
  if (inside && east - west > width / INSIDE && south - north > height) {
    return [0, -1, 1].map((lines) => [x, y + lines * height]);
  }
  // A faint name beside what it names would seem to name what lies around it.
  if (quiet) return [];
  return [
    [x + Math.max(west - x, -reach) - width / 2 - gap, y],
    [x, y + Math.max(north - y, -reach) - height / 2 - gap],
    [x + Math.min(east - x, reach) + width / 2 + gap, y],
    [x, y + Math.min(south - y, reach) + height / 2 + gap],
  ];
}

/**
 * The middle of a name, moved so far that none of it is cut at the sides of the map.
 * @param {number} x
 * @param {number} width
 * @param {Size} size
 * @returns {number}
 */
const keptWhole = (x, width, size) => Math.max(width / 2 + 2, Math.min(size[0] - width / 2 - 2, x));

/**
 * On the line where it leaves the view: there a name says where it leads. None if its end is in view.
 * @param {Name} name
 * @param {Size} size
 * @param {number} gap
 * @returns {Point[]}
 */
function alongLine({ line = [], size: [width, height] }, size, gap) {
  if (isSeen(line[line.length - 1], size)) return [];
  return stepsAlong(line)
    .filter(([x, y]) => x > width / 2 + gap && x < size[0] - width / 2 - gap && y > height && y < size[1] - height)
    .reverse();
}

/**
 * Points as far apart as a step, wherever the vertices of the line lie.
 * @param {Point[]} line
 * @returns {Point[]}
 */
function stepsAlong(line) {
  /** @type {Point[]} */
  const points = [];
  let next = 0; // how far from the start of the piece
  for (let i = 1; i < line.length; i++) {
    const [[x1, y1], [x2, y2]] = [line[i - 1], line[i]];
    const length = Math.hypot(x2 - x1, y2 - y1);
    for (; next < length; next += STEP) points.push([x1 + ((x2 - x1) * next) / length, y1 + ((y2 - y1) * next) / length]);
    next -= length;
  }
  return points;
}

/**
 * A box around a point, with a little air.
 * @param {Point} at
 * @param {number} halfWidth
 * @param {number} halfHeight
 * @returns {Box}
 */
export const boxAround = ([x, y], halfWidth, halfHeight) => [x - halfWidth - 2, y - halfHeight - 1, x + halfWidth + 2, y + halfHeight + 1];

/**
 * @param {Box} box
 * @param {Size} size
 * @returns {boolean}
 */
const isWithin = ([left, top, right, bottom], [width, height]) => left >= 0 && top >= 0 && right <= width && bottom <= height;

/**
 * @param {Point} at
 * @param {Size} size
 * @returns {boolean}
 */
const isSeen = (at, size) => isWithin(boxAround(at, 0, 0), size);

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {boolean}
 */
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
