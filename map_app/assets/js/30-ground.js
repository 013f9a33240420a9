// The ground: sea, land, relief, rivers. Nothing here is part of the story, so nothing answers. It is
// one picture that Leaflet stretches over its bounds, projected once, not path by path at every zoom.

const WORLD = 65536; // units across the 360° of the map's window: a pixel each at zoom 8
const EDGE = 85.0511; // the square of Web Mercator ends at this latitude

/** Draw the ground, a part per step so that no step is long. */
async function drawGround(map) {
  const { areas, lines, decimals } = data.base;
  const below = picture(map, "ground");
  below.append(svgElement("rect", { class: "sea", width: WORLD, height: WORLD }));
  for (const [name, packed] of Object.entries(areas)) {
    await breathe();
    const into = name === "lake" ? picture(map, "ground-lines") : below;
    into.append(svgElement("path", { class: name, d: pathOf(packed, decimals, "z") }));
  }
  await breathe();
  const above = picture(map, "ground-lines");
  for (const [name, packed] of Object.entries(lines)) {
    above.append(svgElement("path", { class: name, d: pathOf(packed, decimals, "") }));
  }
  drawRelief(map);
}

/** An empty picture over the whole window of the map. */
function picture(map, pane) {
  const { west } = data.view;
  const svg = svgElement("svg", { viewBox: `0 0 ${WORLD} ${WORLD}`, preserveAspectRatio: "none" });
  L.svgOverlay(svg, [[-EDGE, west], [EDGE, west + 360]], { pane }).addTo(map);
  return svg;
}

/** The lines of a packed geometry as SVG path data, in Web Mercator. */
function pathOf(packed, decimals, close) {
  const { west } = data.view;
  let path = "";
  readPacked(packed, decimals, (lng, lat, first) => {
    const x = Math.round(((lng - west) * WORLD) / 360);
    const sine = Math.sin((Math.max(-EDGE, Math.min(EDGE, lat)) * Math.PI) / 180);
    const y = Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD);
    path += first ? `${path && close}M${x} ${y}` : `L${x} ${y}`;
  });
  return path + close;
}

function drawRelief(map) {
  for (const { bounds, image } of data.base.relief) {
    const [west, south, east, north] = bounds;
    // The picture of the whole world stands twice, so that the map's window is full.
    for (const turn of east - west < 360 ? [0] : [0, data.view.west < -180 ? -360 : 360]) {
      L.imageOverlay(image, [[south, west + turn], [north, east + turn]], {
        pane: "relief",
        alt: "",
      }).addTo(map);
    }
  }
  const pane = map.getPane("relief");
  const fade = () => pane.classList.toggle("plain", map.getZoom() > data.view.reliefUntil);
  map.on("zoomend", fade);
  fade();
}
