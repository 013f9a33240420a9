// Putting it together, in steps short enough to keep the page answering.

let theMap;

if (prefersStill) {
  L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
}

/** Called by folium's script for each layer of the story. */
function layer(id, group) {
  groups.set(id, group);
}

/** Called by folium's script when the map and its controls are there. */
async function start(map, control) {
  sinceAnswer = performance.now();
  theMap = map;
  nameMap(map);
  if (prefersStill) stopGliding(map);
  const { west, opening } = data.view;
  map.setMaxBounds([[-78, west], [84, west + 360]]);
  fit(map, opening);
  map.createPane("card", map.getContainer());
  addZoom(map);
  addCredits(map);
  foldLayers(map, control);
  map.on("overlayadd overlayremove", () => nameLayers(control));
  await drawGround(map);
  for (const { id } of story.layers) {
    await breathe();
    drawLayer(map, id);
  }
  document.documentElement.dataset.drawn = "";
  await breathe();
  writeLabels();
  map.on("moveend resize overlayadd overlayremove", placeLabels);
  await breathe();
  writeContents();
}

function nameMap(map) {
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", word("page.map", { title: pick(story.title) }));
  for (const pane of ["ground", "relief", "ground-lines", "labels"]) {
    map.getPane(pane).setAttribute("aria-hidden", "true");
  }
}

/** Leaflet glides when it pans by keys, whatever the reader prefers. */
function stopGliding(map) {
  const panBy = map.panBy;
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
}

/** Fit the map to bounds given as west, south, east, north. */
function fit(map, [west, south, east, north]) {
  map.setMinZoom(map.getBoundsZoom(map.options.maxBounds, true));
  map.fitBounds([[south, west], [north, east]], { animate: false, padding: [16, 16] });
}

return { layer, start };
