// The ground: sea, land, relief, rivers. Nothing here is part of the story, so nothing answers. It is
// one picture that Leaflet stretches over its bounds, projected once, not path by path at every zoom.

import { data, readPacked } from "./data.js";
import { breathe, svgElement } from "./dom.js";
import { theMap } from "./map.js";

const WORLD = 65536; // units across the 360° of the map's window: a pixel each at zoom 8

/**
 * Draw the ground, a part per step so that no step is long.
 * @returns {Promise<void>}
 */
export async function drawGround() {
  const { areas, lines, decimals } = data.base;
  const below = picture("ground");
  const above = picture("ground-lines");
  below.append(svgElement("rect", { class: "sea", width: WORLD, height: WORLD }));
  for (const [name, packed] of Object.entries(areas)) {
    await breathe();
    (name === "lake" ? above : below).append(groundPath(name, pathOf(packed, decimals, "z")));
  }
  await breathe();
  for (const [name, packed] of Object.entries(lines)) {
    above.append(groundPath(name, pathOf(packed, decimals, "")));
  }
  drawRelief();
}

/**
 * A picture over the map's window, seen again to its west and east, where a card may push the view.
 * @param {string} pane
 * @returns {SVGElement}
 */
function picture(pane) {
  const { west } = data.view;
  const { edge } = data.layout;
  const svg = svgElement("svg", { viewBox: `${-WORLD} 0 ${3 * WORLD} ${WORLD}`, preserveAspectRatio: "none" });
  const once = svgElement("g", { id: pane });
  const again = [-WORLD, WORLD].map((x) => svgElement("use", { href: `#${pane}`, x }));
  svg.append(once, ...again);
  L.svgOverlay(svg, [[-edge, west - 360], [edge, west + 720]], { pane }).addTo(theMap);
  return once;
}

/**
 * A path whose line stays as thin as it is, however far the picture is stretched.
 * @param {string} name
 * @param {string} d
 * @returns {SVGElement}
 */
const groundPath = (name, d) =>
  svgElement("path", { class: name, d, "vector-effect": "non-scaling-stroke" });

/**
 * The lines of a packed geometry as SVG path data, in Web Mercator.
 * @param {string} packed
 * @param {number} decimals
 * @param {string} close what ends each line
 * @returns {string}
 */
function pathOf(packed, decimals, close) {
  const { west } = data.view;
  const { edge } = data.layout;
  let path = "";
  readPacked(packed, decimals, (lng, lat, first) => {
    const x = Math.round(((lng - west) * WORLD) / 360);
    const sine = Math.sin((Math.max(-edge, Math.min(edge, lat)) * Math.PI) / 180);
    const y = Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD);
    path += first ? `${path && close}M${x} ${y}` : `L${x} ${y}`;
  });
  return path + close;
}

function drawRelief() {
  for (const { bounds, image } of data.base.relief) {
    const [west, south, east, north] = bounds;
    // The picture of the whole world stands more than once, so that the view is full.
    for (const turn of east - west < 360 ? [0] : [-360, 0, 360]) {
      L.imageOverlay(image, [[south, west + turn], [north, east + turn]], {
        pane: "relief",
        alt: "",
      }).addTo(theMap);
    }
  }
  const pane = theMap.getPanes().relief;
  const fade = () => pane.classList.toggle("plain", theMap.getZoom() > data.view.reliefUntil);
  theMap.on("zoomend", fade);
  fade();
}
