// Small pictures of how a look is drawn.

import { data } from "./data.js";
import { el, svgElement } from "./dom.js";

/**
 * @param {Look} look
 * @returns {SVGElement}
 */
export function swatch(look) {
  const svg = svgElement("svg", { class: "swatch", viewBox: "0 0 32 20", "aria-hidden": "true" });
  svg.append(svgElement("path", { class: `look-${look}`, d: data.swatches[look] }));
  return svg;
}

/**
 * @param {Iterable<Look>} looks
 * @returns {HTMLElement}
 */
export const swatches = (looks) => el("span", { class: "swatches" }, ...[...looks].map(swatch));
