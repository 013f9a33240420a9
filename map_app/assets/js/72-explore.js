// Exploring: what is on the map and what is said, searched and filtered.

const VOICES = ["article", "quoted", "official", "context", "derived"];
const PRECISIONS = ["place", "country", "region", "schematic", "unlocated"];

/** What the reader looks for; empty strings look for everything. */
const wanted = { text: "", voice: "", precision: "", all: false };

function explorer() {
  const search = el("input", { type: "search", id: "search", value: wanted.text, autocomplete: "off" });
  search.oninput = () => find({ text: search.value });
  const results = el("div", { id: "results" });
  const section = el(
    "section",
    { class: "features", "aria-labelledby": "features-title" },
    el("h2", { id: "features-title" }, word("list.title")),
    el("p", { class: "hint" }, word("list.hint")),
    el("div", { class: "search" }, el("label", { for: "search" }, word("list.search")), search),
    el("div", { class: "filters" }, choice("voice", VOICES, "voices"), choice("precision", PRECISIONS, "precision")),
    el("p", { class: "hint", role: "status", id: "found" }),
    results,
  );
  results.append(...found());
  return section;
}

/** A menu of one thing to look for. */
function choice(name, values, words) {
  const options = ["", ...values].map((value) => {
    const text = value ? word(`${words}.${value}`).split(":")[0] : word("list.any");
    const option = el("option", { value }, text);
    option.selected = value === wanted[name];
    return option;
  });
  const menu = el("select", { id: `by-${name}` }, ...options);
  menu.onchange = () => find({ [name]: menu.value });
  return el("div", {}, el("label", { for: menu.id }, word(`list.${name}`)), menu);
}

function find(change) {
  Object.assign(wanted, change);
  if (step === undefined) light();
  const results = found();
  document.getElementById("results").replaceChildren(...results);
  const count = results.reduce((sum, part) => sum + part.querySelectorAll(".name, .claim").length, 0);
  document.getElementById("found").textContent = isLooking() ? counted("list.found", count) : "";
}

const isLooking = () => Boolean(wanted.text.trim() || wanted.voice || wanted.precision);

/** What the reader looks for: features by layer, then claims, if any were asked for. */
function found() {
  const parts = story.layers.flatMap((layer) => {
    const items = features.filter((feature) => feature.layer === layer.id && isWanted(feature));
    if (!items.length) return [];
    const list = el("ul", {}, ...items.map((feature) => el("li", {}, featureButton(feature))));
    return [el("section", {}, el("h3", {}, pick(layer.name)), list)];
  });
  const claims = Object.entries(story.claims).filter(([id, claim]) => isClaimWanted(id, claim));
  if (isLooking() || wanted.all) parts.push(claimList(claims));
  else parts.push(el("p", {}, showAll(claims.length)));
  return parts;
}

function showAll(count) {
  const button = el("button", { type: "button", class: "plain" }, word("list.show_all", { count }));
  button.onclick = () => {
    find({ all: true });
    document.querySelector("#results .said").focus();
  };
  return button;
}

function claimList(claims) {
  const items = claims.map(([id, claim]) => {
    const item = claimItem(claim);
    const places = features.filter((feature) => feature.claims.includes(id));
    if (!places.length) item.append(el("p", { class: "by" }, word("list.nowhere")));
    else {
      const button = el("button", { type: "button", class: "plain" }, counted("list.show", places.length));
      button.onclick = () => showOnMap(places);
      item.append(button);
    }
    return item;
  });
  const title = el("h3", { class: "said", tabindex: "-1" }, word("list.said"));
  return el("section", {}, title, el("ul", { class: "claims" }, ...items));
}

function showOnMap(places) {
  const ids = places.map(({ id }) => id);
  for (const feature of places) showLayer(feature);
  light(ids);
  frame(ids);
}

/** Case and accents do not count in a search. */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const says = (...texts) => texts.some((text) => text && Object.values(text).some((t) => fold(t).includes(fold(wanted.text.trim()))));

function isWanted(feature) {
  const claims = feature.claims.map((id) => story.claims[id]);
  return (
    (!wanted.precision || feature.precision === wanted.precision) &&
    (!wanted.voice || claims.some(({ voice }) => voice === wanted.voice)) &&
    says(feature.name, feature.label)
  );
}

function isClaimWanted(id, claim) {
  const places = features.filter((feature) => feature.claims.includes(id));
  return (
    (!wanted.voice || claim.voice === wanted.voice) &&
    (!wanted.precision || places.some(({ precision }) => precision === wanted.precision)) &&
    says(claim.says, claim.later, claim.speaker, { quote: claim.quote ?? "" })
  );
}
