// What the reader can carry off from the page itself, without a network.

/** @returns {HTMLElement} */
function takeAway() {
  /** @type {(name: string, make: () => void) => HTMLElement} */
  const button = (name, make) => {
    const it = el("button", { type: "button", class: "plain" }, word(`take.${name}`));
    it.onclick = make;
    return it;
  };
  return el(
    "section",
    { class: "take-away", "aria-labelledby": "take-title" },
    el("h2", { id: "take-title" }, word("take.title")),
    el("p", { class: "hint" }, word("take.hint")),
    el("p", { class: "hint" }, word("take.licence", { authors: listed(story.authors) }), " ", link(story.licence.address, story.licence.name), "."),
    button("geojson", () => saveText(`${story.id}.geojson`, "application/geo+json", toJson(shownAsGeoJson()))),
    button("csv", () => saveText(`${story.id}-claims.csv`, "text/csv", shownAsCsv())),
    button("svg", () => saveText(`${story.id}.svg`, "image/svg+xml", viewAsSvg())),
    button("png", saveViewAsPng),
  );
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
const saveText = (name, type, text) => save(name, new Blob([text], { type }));

/**
 * @param {string} name
 * @param {Blob} blob
 */
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @returns {Feature[]} */
const shownFeatures = () => features.filter(isOn);

/**
 * The claims that the features shown rest on, and those that these rest on or see, all the way.
 * @returns {string[]}
 */
function shownClaims() {
  const reached = new Set(shownFeatures().flatMap(({ claims, sources }) => [...claims, ...sources]));
  // What is added to a set is visited too.
  for (const id of reached) {
    const { rests_on = [], see = [] } = story.claims[id];
    for (const next of [...rests_on, ...see]) reached.add(next);
  }
  return Object.keys(story.claims).filter((id) => reached.has(id));
}

/**
 * A claim under the names that geo/records.py gives to what is known of it.
 * @param {string} id
 * @returns {Record<string, string | number | string[] | null>}
 */
function recordOf(id) {
  const { voice, says, speaker, later, figures = [], sources = [], rests_on = [], see = [], ...rest } = story.claims[id];
  const { paragraph = null, quote = null, anchor = null, when = null } = rest;
  /** @type {(figure: Figure, tag: Language) => string} */
  const said = ({ qualifier, value, to, unit }, tag) => [qualifier?.[tag], [value, to].filter((number) => number !== undefined).join("–"), unit[tag]].filter(Boolean).join(" ");
  /** @type {(sources: Source[]) => string[]} */
  const cite = (sources) => [...new Set(sources.map(({ publisher, address }) => `${publisher}: ${address}`))];
  return {
    id,
    voice,
    paragraph,
    speaker_en: speaker?.en ?? null,
    speaker_es: speaker?.es ?? null,
    says_en: says.en,
    says_es: says.es,
    quote,
    anchor,
    figures_en: figures.map((figure) => said(figure, "en")),
    figures_es: figures.map((figure) => said(figure, "es")),
    when,
    sources: cite(sources),
    later_en: later?.en ?? null,
    later_es: later?.es ?? null,
    later_sources: cite(see.flatMap((name) => story.claims[name].sources ?? [])),
    rests_on,
    see,
    features: placesOf(id).map((feature) => feature.id),
  };
}

/**
 * The shapes that the map shows, as RFC 7946 writes them; lines are cut at the antimeridian.
 * Beside them stand, as it allows, the claims, whose they are, and the bands of what fades.
 * @returns {GeoJSON.FeatureCollection & Record<string, unknown>}
 */
function shownAsGeoJson() {
  const shown = shownFeatures();
  return {
    type: "FeatureCollection",
    title: story.title,
    authors: story.authors,
    licence: story.licence,
    citation: word("cite.whole", cited()),
    article: story.article,
    data: data.data.filter(({ id }) => shown.some((feature) => feature.data.includes(id))).map(({ title, credit, licence }) => ({ title, credit, licence })),
    claims: shownClaims().map(recordOf),
    bands: shown.flatMap(bandsOf),
    features: shown.map((feature) => ({
      type: "Feature",
      id: feature.id,
      geometry: geometryOf(feature, feature.outline ?? feature.bands[0].lines),
      properties: {
        layer: feature.layer,
        name_en: feature.name.en,
        name_es: feature.name.es,
        precision: feature.precision,
        claims: feature.claims,
        note_en: feature.note.en,
        note_es: feature.note.es,
        georeferenceProtocol: feature.note.en,
        license: story.licence.address,
        ...data.records[feature.id],
      },
    })),
  };
}

/**
 * The parts of a feature that fades, the faintest first; an area holds all that is firmer.
 * @param {Feature} feature
 * @returns {GeoJSON.Feature[]}
 */
function bandsOf(feature) {
  if (feature.bands.length === 1) return [];
  const and_firmer = feature.geometry === "area";
  return feature.bands.map(({ strength, lines }) => ({
    type: "Feature",
    geometry: geometryOf(feature, lines),
    properties: { feature: feature.id, strength, and_firmer },
  }));
}

/**
 * @param {Feature} feature
 * @param {string} packed
 * @returns {GeoJSON.Geometry}
 */
function geometryOf(feature, packed) {
  /** @type {Position[][]} */
  const lines = unpackOnce(packed, feature.decimals).map((line) => line.map(({ lat, lng }) => [rounded(lng), rounded(lat)]));
  if (feature.geometry === "point") return { type: "Point", coordinates: wrapped(lines[0])[0] };
  if (feature.geometry === "line") return { type: "MultiLineString", coordinates: lines.flatMap(cutAtAntimeridian) };
  return { type: "MultiPolygon", coordinates: toPolygons(lines) };
}

/**
 * @param {number} degrees
 * @returns {number}
 */
const rounded = (degrees) => Math.round(degrees * 1000) / 1000;

/**
 * Positions as a whole turn away, so that the first lies between -180 and 180.
 * @param {Position[]} line
 * @returns {Position[]}
 */
function wrapped(line) {
  const turn = 360 * Math.round(line[0][0] / 360);
  return turn ? line.map(([lng, lat]) => [rounded(lng - turn), lat]) : line;
}

/**
 * A line in pieces, none of which crosses ±180°.
 * @param {Position[]} line
 * @returns {Position[][]}
 */
function cutAtAntimeridian(line) {
  /** @type {(lng: number) => number} */
  const sheetOf = (lng) => Math.floor((lng + 180) / 360);
  /** @type {Position[][]} */
  const pieces = [[line[0]]];
  for (let i = 1; i < line.length; i++) {
    const [[x, y], [nextX, nextY]] = [line[i - 1], line[i]];
    if (sheetOf(x) !== sheetOf(nextX)) {
      const edge = 360 * Math.max(sheetOf(x), sheetOf(nextX)) - 180;
      /** @type {Position} */
      const at = [edge, rounded(y + ((edge - x) / (nextX - x)) * (nextY - y))];
      pieces.at(-1)?.push(at);
      pieces.push([at]);
    }
    pieces.at(-1)?.push(line[i]);
  }
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const turn = 360 * sheetOf((piece[0][0] + piece[piece.length - 1][0]) / 2);
      return piece.map(([lng, lat]) => [rounded(lng - turn), lat]);
    });
}

/**
 * Rings as polygons: a ring within another is its hole, one within a hole stands alone again.
 * @param {Position[][]} rings
 * @returns {Position[][][]}
 */
function toPolygons(rings) {
  const closed = rings.map((ring) => wrapped([...ring, ring[0]]));
  const holders = closed.map((ring) => closed.filter((other) => other !== ring && holds(other, ring[0])));
  /** @type {Map<Position[], Position[][]>} */
  const polygons = new Map();
  closed.forEach((ring, i) => {
    if (holders[i].length % 2 === 0) polygons.set(ring, [turned(ring, 1)]);
  });
  closed.forEach((ring, i) => {
    if (holders[i].length % 2 === 0) return;
    const around = holders[i].filter((other) => polygons.has(other)).at(-1);
    if (around) polygons.get(around)?.push(turned(ring, -1));
  });
  return [...polygons.values()];
}

/**
 * A ring against the clock (1) or with it (-1), as RFC 7946 wants outer rings and holes.
 * @param {Position[]} ring
 * @param {1 | -1} way
 * @returns {Position[]}
 */
function turned(ring, way) {
  let area = 0;
  for (let i = 1; i < ring.length; i++) area += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return area * way > 0 ? ring : [...ring].reverse();
}

/**
 * Whether a ring holds a position: a ray to the east crosses it an odd number of times.
 * @param {Position[]} ring
 * @param {Position} at
 * @returns {boolean}
 */
function holds(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

/**
 * The claims of what the map shows, as a table that no spreadsheet takes for a formula.
 * @returns {string}
 */
function shownAsCsv() {
  const rows = shownClaims().map(recordOf);
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {string | number | string[] | null} value
 * @returns {string}
 */
function cell(value) {
  const text = Array.isArray(value) ? value.join(" | ") : String(value ?? "");
  return `"${(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

const DRAWN = ["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "filter"];

/**
 * The view as one picture of its own: what is drawn, then the names, with their looks inside, and
 * below it where all that comes from.
 * @returns {string}
 */
function viewAsSvg() {
  const frame = theMap.getContainer().getBoundingClientRect();
  const { x: width, y: height } = theMap.getSize();
  const [caption, high] = captionAsSvg(width, height);
  const whole = svgElement("svg", { xmlns: SVG, width, height: height + high, viewBox: `0 0 ${width} ${height + high}` });
  const title = svgElement("title", {});
  title.textContent = pick(story.title);
  const patterns = /** @type {SVGElement} */ (document.querySelector(".patterns defs"));
  // What is drawn reaches beyond the view, and is cut at the edges of this.
  const view = svgElement("svg", { width, height });
  view.append(svgElement("rect", { width, height, fill: colour("sea") }));
  whole.append(title, patterns.cloneNode(true), view, caption);
  inline(document.querySelectorAll(".patterns .hatch"), whole.querySelectorAll(".hatch"));
  const panes = [...theMap.getPanes().mapPane.children]
    .filter((pane) => !pane.matches(".leaflet-labels-pane"))
    .sort((a, b) => Number(getComputedStyle(a).zIndex) - Number(getComputedStyle(b).zIndex));
  for (const pane of panes) {
    const blend = getComputedStyle(pane).mixBlendMode;
    const group = svgElement("g", { opacity: getComputedStyle(pane).opacity });
    group.style.mixBlendMode = blend;
    for (const drawn of pane.querySelectorAll(":scope > svg, :scope > img")) group.append(placed(drawn, frame));
    if (group.hasChildNodes()) view.append(group);
  }
  for (const { text } of labels) if (!text.classList.contains("waiting")) view.append(nameAsSvg(text, frame));
  return new XMLSerializer().serializeToString(whole);
}

/**
 * A colour of the page as it is now, light or dark.
 * @param {string} name
 * @returns {string}
 */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

/**
 * The title, the credits and the licences on a strip of paper, and how high it is.
 * @param {number} width
 * @param {number} top
 * @returns {[strip: SVGElement, height: number]}
 */
function captionAsSvg(width, top) {
  const margin = 12;
  const room = width - 2 * margin;
  const strip = svgElement("g", { "font-family": "sans-serif" });
  const paper = svgElement("rect", { y: top, width, fill: colour("paper") });
  strip.append(paper);
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  let y = top + margin / 2;
  /** @type {(text: string, size: number, weight: number, fill: string) => void} */
  const write = (text, size, weight, fill) => {
    pen.font = `${weight} ${size}px sans-serif`;
    /** @type {(line: string) => number} */
    const measure = (line) => pen.measureText(line).width;
    for (const line of broken(text, (longer) => measure(longer) <= room)) {
      y += 1.4 * size;
      const wide = Math.min(measure(line), room);
      const it = svgElement("text", { x: margin, y, fill, "font-size": size, "font-weight": weight, textLength: wide, lengthAdjust: "spacingAndGlyphs" });
      it.textContent = line;
      strip.append(it);
    }
  };
  write(pick(story.title), 16, 700, colour("ink"));
  for (const text of [data.kickers[language], ...creditsAndLicences(), word("sources.boundaries")]) write(text, 11, 400, colour("soft-ink"));
  const height = Math.ceil(y + margin - top);
  paper.setAttribute("height", String(height));
  return [strip, height];
}

/**
 * Each credit once, with the licences of all that it stands for.
 * @returns {string[]}
 */
function creditsAndLicences() {
  /** @type {Map<string, Set<string>>} */
  const licences = new Map();
  for (const { credit, licence } of data.data) licences.set(credit, new Set([...(licences.get(credit) ?? []), ...licence.split(", ")]));
  return [...licences].map(([credit, names]) => `${credit}: ${[...names].join(", ")}`);
}

/**
 * A text in lines that fit.
 * @param {string} text
 * @param {(line: string) => boolean} fits
 * @returns {string[]}
 */
function broken(text, fits) {
  const [first, ...rest] = text.split(/\s+/);
  const lines = [first];
  for (const next of rest) {
    const longer = `${lines[lines.length - 1]} ${next}`;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(next);
  }
  return lines;
}

/**
 * A copy of what a pane holds, where it stands in the view.
 * @param {Element} drawn
 * @param {DOMRect} frame
 * @returns {Element}
 */
function placed(drawn, frame) {
  const { left, top, width, height } = drawn.getBoundingClientRect();
  const at = { x: left - frame.left, y: top - frame.top, width, height };
  if (drawn instanceof HTMLImageElement) return svgElement("image", { ...at, href: drawn.src, opacity: getComputedStyle(drawn).opacity, preserveAspectRatio: "none" });
  const copy = /** @type {Element} */ (drawn.cloneNode(true));
  inline(drawn.querySelectorAll("path, rect"), copy.querySelectorAll("path, rect"));
  const isPrecise = document.documentElement.classList.contains("precise");
  if (!isPrecise) for (const target of copy.querySelectorAll(".target")) target.remove();
  copy.removeAttribute("style");
  for (const [name, value] of Object.entries(at)) copy.setAttribute(name, String(value));
  return copy;
}

/**
 * Write into copies how the originals look.
 * @param {NodeListOf<Element>} originals
 * @param {NodeListOf<SVGElement>} copies
 */
function inline(originals, copies) {
  originals.forEach((original, i) => {
    const looks = getComputedStyle(original);
    for (const name of DRAWN) copies[i].style.setProperty(name, looks.getPropertyValue(name));
  });
}

/**
 * A name, and how far the words go where that is shown too: each line of it as text.
 * @param {HTMLElement} label
 * @param {DOMRect} frame
 * @returns {SVGElement}
 */
function nameAsSvg(label, frame) {
  const group = svgElement("g", {});
  for (const line of [label, ...label.querySelectorAll(".doubt")]) {
    const words = line.firstChild;
    if (!words) continue;
    const range = document.createRange();
    range.selectNodeContents(words);
    const { left, bottom, width } = range.getBoundingClientRect();
    if (!width) continue;
    const looks = getComputedStyle(line);
    const text = svgElement("text", {
      x: left - frame.left,
      y: bottom - frame.top - parseFloat(looks.fontSize) / 4,
      fill: looks.color,
      "font-family": "sans-serif",
      "font-size": looks.fontSize,
      "font-weight": looks.fontWeight,
      "font-style": looks.fontStyle,
      "letter-spacing": looks.letterSpacing,
      "paint-order": "stroke",
      stroke: looks.getPropertyValue("--halo"),
      "stroke-width": 3,
      // Another machine may have wider letters.
      textLength: width,
      lengthAdjust: "spacingAndGlyphs",
    });
    text.textContent = words.textContent;
    group.append(text);
  }
  return group;
}

/**
 * The view as a picture of twice as many pixels.
 * @returns {Promise<void>}
 */
async function saveViewAsPng() {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(viewAsSvg())}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * picture.width;
  canvas.height = 2 * picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(`${story.id}.png`, blob));
}
