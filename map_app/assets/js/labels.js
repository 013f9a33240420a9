// Names on the map. They never lie on each other: the more important one stays, the other tries the
// next side, or waits for a closer look.

import { data, features, known, pick, unpackOnce } from "./data.js";
import { el } from "./dom.js";
import { groups, isQuiet, quieten } from "./features.js";
import { theMap } from "./start.js";

const GAP = 6;
export const NAMED_FROM = 4; // the zoom from which countries have their names
const REACH = 160; // how far from its anchor a name may stand, in pixels

/** @type {Label[]} */
export let labels = [];

/** Write all names afresh, in the reader's language. */
export function writeLabels() {
  for (const { marker } of labels) marker.remove();
  const ranks = ["place", "valley", "corridor", "circle", "zone-within", "country", "zone-beyond", "route"];
  labels = [
    ...features.flatMap((feature) =>
      feature.label ? [label(pick(feature.label), feature.at, `of-${feature.look}`, ranks.indexOf(feature.look), feature)] : [],
    ),
    ...data.base.labels.map(({ name, at }) => label(pick(name), at, "of-ground", ranks.length)),
  ].sort((a, b) => a.rank - b.rank);
  for (const { text, feature } of labels) if (feature) quieten(text, feature);
  placeLabels();
}

/**
 * @param {string} name
 * @param {Position} at
 * @param {string} kind
 * @param {number} rank
 * @param {Feature} [feature]
 * @returns {Label}
 */
function label(name, [lng, lat], kind, rank, feature) {
  const doubt = feature && feature.geometry !== "line" ? el("small", { class: "doubt" }, pick(feature.doubt)) : undefined;
  const text = el("span", { class: `label ${kind}` }, name, doubt);
  const at = L.latLng(lat, lng);
  const marker = L.marker(at, {
    pane: "labels",
    interactive: false,
    keyboard: false,
    icon: L.divIcon({ html: text, className: "label-anchor", iconSize: [0, 0] }),
  }).addTo(theMap);
  return { marker, text, at, feature, rank };
}

/** Choose a side for each name, or none. */
export function placeLabels() {
  const dots = features
    .filter((feature) => feature.geometry === "point" && isOn(feature))
    .map((feature) => boxAround(theMap.latLngToContainerPoint([feature.at[1], feature.at[0]]), GAP, GAP));
  const taken = [...dots, ...controlBoxes()];
  const size = theMap.getSize();
  const sizes = labels.map(({ text }) => [text.offsetWidth, text.offsetHeight]);
  labels.forEach((entry, index) => {
    const [width, height] = sizes[index];
    const at = theMap.latLngToContainerPoint(entry.at);
    const choices = isOn(entry.feature) && !isNamed(entry) ? sides(entry, width, height) : [];
    const free = choices.find(([dx, dy]) => {
      const box = boxAround(at.add([dx, dy]), width / 2, height / 2);
      return isWithin(box, size) && taken.every((other) => !overlap(box, other)) && taken.push(box);
    });
    entry.text.classList.toggle("waiting", !free);
    if (free) entry.text.style.transform = `translate(${free[0] - width / 2}px, ${free[1] - height / 2}px)`;
  });
}

/**
 * Whether a name of the ground is already that of a country that the story shows.
 * @param {Label} label
 * @returns {boolean}
 */
const isNamed = ({ feature, at }) =>
  !feature && labels.some((other) => other.feature && isOn(other.feature) && other.at.equals(at));

/**
 * Where the controls stand: a name beneath one could not be read.
 * @returns {Box[]}
 */
function controlBoxes() {
  const frame = theMap.getContainer().getBoundingClientRect();
  return [...theMap.getContainer().querySelectorAll(".leaflet-control, .card")].map((control) => {
    const box = control.getBoundingClientRect();
    return {
      left: box.left - frame.left,
      right: box.right - frame.left,
      top: box.top - frame.top,
      bottom: box.bottom - frame.top,
    };
  });
}

/**
 * @param {Feature} [feature]
 * @returns {boolean}
 */
export const isOn = (feature) => !feature || theMap.hasLayer(known(groups, feature.layer));

/**
 * Where the middle of a name may stand, from its anchor, the best first.
 * @param {Label} label
 * @param {number} width
 * @param {number} height
 * @returns {Offset[]}
 */
function sides({ feature }, width, height) {
  if (!feature) return theMap.getZoom() < NAMED_FROM ? [] : [[0, 0]];
  if (feature.geometry === "line") return alongLine(feature, width, height);
  const [west, south, east, north] = feature.bounds;
  const a = theMap.latLngToContainerPoint([north, west]);
  const b = theMap.latLngToContainerPoint([south, east]);
  const middle = theMap.latLngToContainerPoint([feature.at[1], feature.at[0]]);
  const inside = b.x - a.x > 2 * width && b.y - a.y > 2 * height;
  const out = feature.geometry === "point" ? GAP + 2 : GAP;
  const right = Math.min(b.x - middle.x, REACH) + width / 2 + out;
  const left = Math.max(a.x - middle.x, -REACH) - width / 2 - out;
  const above = Math.max(a.y - middle.y, -REACH) - height / 2 - out;
  const below = Math.min(b.y - middle.y, REACH) + height / 2 + out;
  if (feature.geometry === "point") {
    // At the edge of the map a name moves along its dot until it is whole.
    const size = theMap.getSize();
    if (!isWithin(boxAround(middle, 0, 0), size)) return [];
    const whole = Math.max(width / 2 + 2, Math.min(size.x - width / 2 - 2, middle.x)) - middle.x;
    return [[0, below], [right, 0], [left, 0], [0, above], [whole, below], [whole, above]];
  }
  // A faint name beside what it names would seem to name what lies around it.
  if (!inside) return isQuiet(feature) ? [] : [[left, 0], [0, above], [right, 0], [0, below]];
  return [[0, 0], [0, -2 * height], [0, 2 * height], [0, -4 * height], [0, 4 * height]];
}

/**
 * On the line where it leaves the view: there a name says where it leads. None if its end is in view.
 * @param {Feature} feature
 * @param {number} width
 * @param {number} height
 * @returns {Offset[]}
 */
function alongLine(feature, width, height) {
  const anchor = theMap.latLngToContainerPoint([feature.at[1], feature.at[0]]);
  const size = theMap.getSize();
  /** @type {(at: L.Point) => boolean} */
  const seen = ({ x, y }) =>
    x > width / 2 + GAP && x < size.x - width / 2 - GAP && y > height && y < size.y - height;
  const [line] = unpackOnce(feature.outline ?? feature.bands[0].lines, feature.decimals);
  const points = line.map((at) => theMap.latLngToContainerPoint(at));
  const end = points[points.length - 1];
  if (isWithin(boxAround(end, 0, 0), size)) return [];
  // The vertices may lie far apart on the screen: look between them too.
  const fine = points.flatMap((point, i) => {
    const next = points[i + 1] ?? point;
    return [0, 0.2, 0.4, 0.6, 0.8].map((part) => point.add(next.subtract(point).multiplyBy(part)));
  });
  return fine
    .filter(seen)
    .reverse()
    .map((point) => [point.x - anchor.x, point.y - anchor.y]);
}

/**
 * @param {L.Point} point
 * @param {number} halfWidth
 * @param {number} halfHeight
 * @returns {Box}
 */
const boxAround = (point, halfWidth, halfHeight) => ({
  left: point.x - halfWidth - 2,
  right: point.x + halfWidth + 2,
  top: point.y - halfHeight - 1,
  bottom: point.y + halfHeight + 1,
});

/**
 * @param {Box} box
 * @param {L.Point} size
 * @returns {boolean}
 */
const isWithin = (box, { x, y }) => box.left >= 0 && box.top >= 0 && box.right <= x && box.bottom <= y;

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {boolean}
 */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
