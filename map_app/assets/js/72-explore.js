// Exploring: what is on the map and what is said, searched and filtered.

const VOICES = ["article", "quoted", "official", "context", "derived"];
const PRECISIONS = ["place", "country", "region", "schematic", "unlocated"];

/** What the reader looks for; empty strings look for everything. */
const wanted = { text: "", voice: "", precision: "", group: "layer", all: false };
/** The id of the claim whose features are lit up. */
let chosenClaim;

function explorer() {
  const search = el("input", { type: "search", id: "search", name: "search", value: wanted.text, autocomplete: "off" });
  search.oninput = () => find({ text: search.value });
  const results = el("div", { id: "results" });
  const section = el(
    "section",
    { class: "features", "aria-labelledby": "features-title" },
    el("h2", { id: "features-title" }, word("list.title")),
    el("p", { class: "hint" }, word("list.hint")),
    el("div", { class: "search" }, el("label", { for: "search" }, word("list.search")), search),
    el(
      "div",
      { class: "filters" },
      choice("voice", anyOr(VOICES, "voices")),
      choice("precision", anyOr(PRECISIONS, "precision")),
      choice("group", { layer: word("list.group_layer"), voice: word("list.group_voice") }),
    ),
    el("p", { class: "hint", role: "status", id: "found" }),
    results,
  );
  results.append(...found());
  return section;
}

/** Names of things to choose from, short, after one that stands for all of them. */
const anyOr = (values, words) => ({
  "": word("list.any"),
  ...Object.fromEntries(values.map((value) => [value, word(`${words}.${value}`).split(":")[0]])),
});

/** A menu of one thing to look for, or to sort by. */
function choice(name, names) {
  const options = Object.entries(names).map(([value, text]) => {
    const option = el("option", { value }, text);
    option.selected = value === wanted[name];
    return option;
  });
  const menu = el("select", { id: `by-${name}`, name }, ...options);
  menu.onchange = () => find({ [name]: menu.value, all: wanted.all || name === "group" });
  return el("div", {}, el("label", { for: menu.id }, word(`list.${name}`)), menu);
}

function find(change) {
  Object.assign(wanted, change);
  chosenClaim = undefined;
  if (step === undefined) light();
  keepLink();
  writeResults();
  const count = document.querySelectorAll("#results :is(.name, .claim)").length;
  document.getElementById("found").textContent = isLooking() ? counted("list.found", count) : "";
}

function writeResults() {
  document.getElementById("results")?.replaceChildren(...found());
}

const isLooking = () => Boolean(wanted.text.trim() || wanted.voice || wanted.precision);

/** Say in the list which layers the map does not show. */
function markHidden() {
  for (const mark of document.querySelectorAll("[data-hidden]")) mark.hidden = theMap.hasLayer(groups.get(mark.dataset.hidden));
}

/** What the reader looks for: features by layer, then claims, if any were asked for. */
function found() {
  const parts = story.layers.flatMap((layer) => {
    const items = features.filter((feature) => feature.layer === layer.id && isWanted(feature));
    if (!items.length) return [];
    const list = el("ul", {}, ...items.map((feature) => el("li", {}, featureButton(feature))));
    const mark = el("span", { class: "count", "data-hidden": layer.id }, ` (${word("list.hidden")})`);
    mark.hidden = theMap.hasLayer(groups.get(layer.id));
    return [el("section", {}, el("h3", {}, pick(layer.name), mark), list)];
  });
  const claims = Object.keys(story.claims).filter(isClaimWanted);
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

/** Claims under the layers that they are drawn in, or under whose word they are. */
function claimList(ids) {
  const groups = wanted.group === "voice" ? byVoice(ids) : byLayer(ids);
  const sections = groups
    .filter(([, members]) => members.length)
    .flatMap(([name, members]) => [el("h4", {}, name), el("ul", { class: "claims" }, ...members.map(listedClaim))]);
  return el("section", {}, el("h3", { class: "said", tabindex: "-1" }, word("list.said")), ...sections);
}

const byVoice = (ids) => VOICES.map((voice) => [word(`voices.${voice}`), ids.filter((id) => story.claims[id].voice === voice)]);

const byLayer = (ids) => [
  ...story.layers.map((layer) => [pick(layer.name), ids.filter((id) => placesOf(id)[0]?.layer === layer.id)]),
  [word("list.nowhere"), ids.filter((id) => !placesOf(id).length)],
];

/** The features that rest on a claim. */
const placesOf = (id) => features.filter((feature) => feature.claims.includes(id));

function listedClaim(id) {
  const item = claimItem(id);
  const places = placesOf(id);
  if (!places.length) return item;
  const button = el("button", { type: "button", class: "plain" }, counted("list.show", places.length));
  button.onclick = () => chooseClaim(id);
  item.querySelector(".by").after(button);
  return item;
}

/** Light up what rests on a claim. */
function chooseClaim(id) {
  chosenClaim = id;
  keepLink();
  const ids = placesOf(id).map((feature) => feature.id);
  for (const feature of placesOf(id)) showLayer(feature);
  light(ids);
  frame(ids);
}

/** Go to a claim in the list, and light up what rests on it. */
function openClaim(id) {
  find({ text: "", voice: "", precision: "", all: true });
  chooseClaim(id);
  const item = document.querySelector(`#results [data-claim="${CSS.escape(id)}"]`);
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
}

/** What the article leaves open, which no map may fill. */
function unsaid() {
  const items = story.unsaid.map((text) => el("li", {}, pick(text)));
  return el(
    "section",
    { class: "unsaid", "aria-labelledby": "unsaid-title" },
    el("h2", { id: "unsaid-title" }, word("list.unsaid")),
    el("ul", {}, ...items),
  );
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

function isClaimWanted(id) {
  const claim = story.claims[id];
  return (
    (!wanted.voice || claim.voice === wanted.voice) &&
    (!wanted.precision || placesOf(id).some(({ precision }) => precision === wanted.precision)) &&
    says(claim.says, claim.later, claim.speaker, { quote: claim.quote ?? "" })
  );
}
