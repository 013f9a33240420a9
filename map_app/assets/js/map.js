// The map that folium made, its layers, and how it moves.

import { data, known } from "./data.js";
import { narrow, prefersStill } from "./surroundings.js";

/** @type {L.Map} */
export let theMap;

/** @param {L.Map} map */
export function holdMap(map) {
  theMap = map;
}

/**
 * The feature group of each layer, as folium made them.
 * @type {Map<string, L.FeatureGroup>}
 */
export const groups = new Map();

/**
 * Whether the map shows a layer.
 * @param {string} layer
 * @returns {boolean}
 */
export const isShown = (layer) => theMap.hasLayer(known(groups, layer));

/**
 * Show the layer of a feature if it is hidden.
 * @param {Feature} feature
 */
export function showLayer({ layer }) {
  if (!isShown(layer)) theMap.addLayer(known(groups, layer));
}

/** Show the opening view, and keep the map to its window and a margin for the card. */
export function fit() {
  const { west, opening } = data.view;
  const { edge, openingPadding, closest } = data.layout;
  theMap.setMaxBounds([[-edge, west - MARGIN], [edge, west + 360 + MARGIN]]);
  limitZoom();
  theMap.fitBounds(boundsOf(opening), { animate: false, padding: [openingPadding, openingPadding], maxZoom: closest });
}
const MARGIN = 100; // degrees

/** Keep the world, a square of 256 pixels at zoom 0, large enough to fill the map. */
export function limitZoom() {
  const { x, y } = theMap.getSize();
  theMap.setMinZoom(Math.ceil(4 * Math.log2(Math.max(x, y) / 256)) / 4);
}

/**
 * @param {Bounds} bounds
 * @returns {L.LatLngBounds}
 */
const boundsOf = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

/**
 * Where a feature has its name and its card.
 * @param {{at: Position}} placed
 * @returns {L.LatLng}
 */
export const middleOf = ({ at: [lng, lat] }) => L.latLng(lat, lng);

/**
 * Move the map so that a part of the world is in view; without one it stays.
 * @param {Bounds} [bounds]
 * @param {boolean} [animate]
 */
export function goTo(bounds, animate = !prefersStill) {
  if (!bounds) return;
  const { narrowPadding, chapterPadding, closest } = data.layout;
  const room = narrow.matches ? narrowPadding : chapterPadding;
  theMap.flyToBounds(boundsOf(bounds), { animate, duration: 0.8, padding: [room, room], maxZoom: closest });
}

/**
 * What holds all of some features; whole countries count only if there is nothing else.
 * @param {Feature[]} all
 * @returns {Bounds | undefined}
 */
export function frameOf(all) {
  const small = all.filter(({ look }) => look !== "country");
  const counted = small.length ? small : all;
  if (!counted.length) return undefined;
  /** @type {(i: number) => number[]} */
  const each = (i) => counted.map(({ bounds }) => bounds[i]);
  return [Math.min(...each(0)), Math.min(...each(1)), Math.max(...each(2)), Math.max(...each(3))];
}

const SPECK = 40; // pixels: an area smaller than this is worth a closer look

/**
 * Move the map, without a glide, if the feature is not in the part of it that is free.
 * @param {Feature} feature
 * @param {{left?: number, bottom?: number}} [covered] in pixels
 */
export function bringIntoView(feature, { left = 0, bottom = 0 } = {}) {
  const bounds = boundsOf(feature.bounds);
  const size = theMap.getSize();
  const free = L.bounds([left, 0], [size.x, size.y - bottom]);
  const box = L.bounds([bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => theMap.latLngToContainerPoint(corner)));
  const at = theMap.latLngToContainerPoint(middleOf(feature));
  const { x, y } = box.getSize();
  const speck = feature.geometry === "area" && Math.max(x, y) < SPECK;
  if (!speck && (free.contains(box) || (feature.geometry !== "line" && free.contains(at)))) return;
  if (feature.geometry === "point") {
    theMap.panBy(at.subtract(free.getCenter()), { animate: false });
  } else {
    theMap.fitBounds(bounds, {
      animate: false,
      paddingTopLeft: [left + 24, 24],
      paddingBottomRight: [24, bottom + 24],
      maxZoom: Math.max(theMap.getZoom(), data.layout.closest),
    });
  }
}

/**
 * Bring a feature's own place into view, at the zoom that the reader chose.
 * @param {Feature} feature
 */
export function panTo(feature) {
  const at = middleOf(feature);
  if (!theMap.getBounds().pad(-0.1).contains(at)) theMap.panTo(at, { animate: false });
}
