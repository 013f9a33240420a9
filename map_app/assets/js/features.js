// What the story draws. Each feature is its visible bands, which do not answer, and one unseen target
// over all of them, which answers the pointer and the keyboard.

import { data, features, known, pick, unpackOnce } from "./data.js";
import { openCard } from "./card.js";
import { labels, placeLabels } from "./labels.js";
import { theMap } from "./start.js";

/**
 * The feature group of each layer, as folium made them.
 * @type {Map<string, L.FeatureGroup>}
 */
export const groups = new Map();
/** @type {Map<string, L.Path>} */
export const targets = new Map();
/**
 * Each visible path with its feature.
 * @type {Array<[L.Path, Feature]>}
 */
const bands = [];

/**
 * The ids of the features that the story speaks of just now; none when it speaks of all.
 * @type {Set<string> | undefined}
 */
export let lit;

/**
 * Light up some features and quieten the others; without an argument, none is quiet.
 * @param {string[]} [ids]
 */
export function light(ids) {
  lit = ids && new Set(ids);
  for (const [path, feature] of bands) {
    const element = path.getElement();
    if (element) quieten(element, feature);
  }
  for (const { text, feature } of labels) if (feature) quieten(text, feature);
  placeLabels();
}

/**
 * @param {Feature} feature
 * @returns {boolean}
 */
export const isQuiet = ({ id }) => lit !== undefined && !lit.has(id);

/**
 * @param {Element} element
 * @param {Feature} feature
 */
export function quieten(element, feature) {
  element.classList.toggle("quiet", isQuiet(feature));
}

/**
 * What Leaflet drew for a path; it is there once the path has been on the map.
 * @param {L.Path} path
 * @returns {SVGElement}
 */
export const drawnAs = (path) => /** @type {SVGElement} */ (path.getElement());

/**
 * Draw the features of a layer into its group: now, or when the layer is first shown.
 * @param {L.Map} map
 * @param {string} id
 */
export function drawLayer(map, id) {
  const group = known(groups, id);
  const draw = () => {
    const options = { pane: `layer-${id}`, renderer: L.svg({ pane: `layer-${id}`, padding: 0.2 }) };
    for (const feature of features) if (feature.layer === id) drawFeature(feature, group, options);
  };
  if (map.hasLayer(group)) draw();
  else group.once("add", draw);
}

/**
 * @param {Feature} feature
 * @param {L.FeatureGroup} group
 * @param {L.PathOptions} options
 */
function drawFeature(feature, group, options) {
  for (const { lines, opacity } of feature.bands) {
    const path = shape(feature, lines, { ...options, interactive: false, className: `look-${feature.look}` });
    path.on("add", () => {
      drawnAs(path).style.setProperty("--strength", String(opacity));
      quieten(drawnAs(path), feature);
    });
    group.addLayer(path);
    bands.push([path, feature]);
  }
  const target = shape(feature, feature.outline ?? feature.bands[0].lines, {
    ...options,
    className: `target target-${feature.geometry} target-${feature.precision}`,
    bubblingMouseEvents: false,
  });
  target.on("add", () => makeReachable(drawnAs(target), feature));
  target.on("click", (event) => openCard(feature, drawnAs(target), event.latlng));
  targets.set(feature.id, target);
  group.addLayer(target);
}

/**
 * @param {Feature} feature
 * @param {string} packed
 * @param {L.PathOptions} options
 * @returns {L.Path}
 */
function shape(feature, packed, options) {
  const lines = unpackOnce(packed, feature.decimals);
  if (feature.geometry === "point") {
    const radius = options.interactive === false ? data.view.radius : 14;
    return L.circleMarker(lines[0][0], { ...options, radius });
  }
  return feature.geometry === "line" ? L.polyline(lines, options) : L.polygon(lines, options);
}

/**
 * @param {SVGElement} element
 * @param {Feature} feature
 */
function makeReachable(element, feature) {
  element.dataset.feature = feature.id;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-haspopup", "dialog");
  element.setAttribute("aria-label", pick(feature.name));
  element.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    openCard(feature, element);
  };
  element.onfocus = () => {
    if (element.matches(":focus-visible")) panTo(feature);
  };
}

const SPECK = 40; // pixels: an area smaller than this is worth a closer look
export const CLOSE = 6.5; // and this is how close, at most, before relief is a blur

/**
 * Move the map, without a glide, if the feature is not in the part of it that is free.
 * @param {Feature} feature
 * @param {{left?: number, bottom?: number}} [covered] in pixels
 */
export function bringIntoView(feature, { left = 0, bottom = 0 } = {}) {
  const [west, south, east, north] = feature.bounds;
  const size = theMap.getSize();
  const free = L.bounds([left, 0], [size.x, size.y - bottom]);
  /** @type {(lat: number, lng: number) => L.Point} */
  const onScreen = (lat, lng) => theMap.latLngToContainerPoint([lat, lng]);
  const box = L.bounds(onScreen(south, west), onScreen(north, east));
  const at = onScreen(feature.at[1], feature.at[0]);
  const { x, y } = box.getSize();
  const speck = feature.geometry === "area" && Math.max(x, y) < SPECK;
  if (!speck && (free.contains(box) || (feature.geometry !== "line" && free.contains(at)))) return;
  if (feature.geometry === "point") {
    theMap.panBy(at.subtract(free.getCenter()), { animate: false });
  } else {
    theMap.fitBounds([[south, west], [north, east]], {
      animate: false,
      paddingTopLeft: [left + 24, 24],
      paddingBottomRight: [24, bottom + 24],
      maxZoom: Math.max(theMap.getZoom(), CLOSE),
    });
  }
}

/**
 * Bring a feature's own place into view, at the zoom that the reader chose.
 * @param {Feature} feature
 */
function panTo(feature) {
  const at = L.latLng(feature.at[1], feature.at[0]);
  if (!theMap.getBounds().pad(-0.1).contains(at)) theMap.panTo(at, { animate: false });
}

/**
 * Show the layer of a feature if it is hidden.
 * @param {Feature} feature
 */
export function showLayer(feature) {
  const group = known(groups, feature.layer);
  if (!theMap.hasLayer(group)) theMap.addLayer(group);
}
