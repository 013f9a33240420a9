// The Earth around one place, true in direction and distance; and a small globe on the map that says
// where in the world the view is.

import { byId, data, known, story } from "./data.js";
import { el, svgElement } from "./dom.js";
import { theMap } from "./map.js";
import { numberOf, pick, word } from "./words.js";

const SCALE = 1.8; // pixels of a figure to a hundredth of the radius

/**
 * Arrows from the middle of something towards places, with the distance of each in words below.
 * @param {Bearings} figure
 * @returns {Element[]}
 */
export function drawBearings(figure) {
  const chapter = story.chapters.find((one) => one.figure === figure);
  const { land, rings, places } = data.around[chapter?.id ?? ""];
  const svg = svgElement("svg", { viewBox: "-190 -190 380 380", "aria-hidden": "true" });
  svg.append(
    svgElement("circle", { class: "globe", r: 100 * SCALE }),
    svgElement("path", { class: "globe-land", d: land, transform: `scale(${SCALE})` }),
  );
  const written = [];
  for (const [km, radius] of rings) {
    const r = radius * SCALE;
    svg.append(svgElement("circle", { class: "ring", r }));
    written.push(name(word("figure.km", { km: numberOf(km) }), 0, r - 3, "middle"));
  }
  for (const { feature, at } of places) {
    const [x, y] = at.map((part) => part * SCALE);
    const label = known(byId, feature);
    // It points, as the line on the map does: it ends before the place.
    svg.append(svgElement("path", { class: "look-route last", d: `M0 0L${(0.6 * x).toFixed(1)} ${(0.6 * y).toFixed(1)}` }));
    svg.append(svgElement("circle", { class: "look-place", cx: x, cy: y, r: 4 }));
    written.push(name(pick(label.label ?? label.name), x + (x < 0 ? -8 : 8), y + 4, x < 0 ? "end" : "start"));
  }
  svg.append(...written);
  const items = places.map(({ feature, km }) =>
    el("li", {}, `${pick(known(byId, feature).name)}: ${word("figure.about_km", { km: numberOf(km) })}`),
  );
  return [svg, el("ul", {}, ...items), el("p", { class: "caveat" }, pick(figure.caveat))];
}

/**
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @returns {SVGElement}
 */
function name(words, x, y, anchor) {
  const text = svgElement("text", { x, y, "text-anchor": anchor });
  text.textContent = words;
  return text;
}

/** Put the small globe on the map; it is away where the view shows much of the world itself. */
export function addLocator() {
  const control = new L.Control({ position: "bottomleft" });
  const svg = svgElement("svg", { viewBox: "-102 -102 204 204", "aria-hidden": "true" });
  const { land, frame } = data.locator;
  svg.append(
    svgElement("circle", { class: "globe", r: 100 }),
    svgElement("path", { class: "globe-land", d: land }),
    svgElement("path", { class: "globe-frame", d: frame }),
  );
  const box = el("div", { class: "locator" });
  box.append(svg);
  control.onAdd = () => box;
  control.addTo(theMap);
  const follow = () => {
    box.hidden = theMap.getZoom() < data.layout.locatorFrom;
  };
  theMap.on("zoomend", follow);
  follow();
}
