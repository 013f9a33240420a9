// The ground: land, relief, rivers. Nothing here is part of the story, so nothing answers.

/** Draw the ground, a layer per step so that no step is long. */
async function drawGround(map) {
  const { base } = data;
  const still = (pane, name) => ({
    pane,
    renderer: ground[pane],
    interactive: false,
    className: name,
    smoothFactor: 1,
  });
  const ground = {
    ground: L.svg({ pane: "ground", padding: 0.2 }),
    "ground-lines": L.svg({ pane: "ground-lines", padding: 0.2 }),
  };
  // Relief is multiplied over what lies below it in the map, so the sea must lie there too.
  L.rectangle(map.options.maxBounds, still("ground", "sea")).addTo(map);
  for (const name of ["land", "land fine"]) {
    await pause();
    L.polygon(unpack(base.areas[name], base.decimals), still("ground", name)).addTo(map);
  }
  await pause();
  for (const name of ["department", "river"]) {
    L.polyline(unpack(base.lines[name], base.decimals), still("ground-lines", name)).addTo(map);
  }
  L.polygon(unpack(base.areas.lake, base.decimals), still("ground-lines", "lake")).addTo(map);
  await pause();
  drawRelief(map);
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
