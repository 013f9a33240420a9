// Write as JSON what telling.js tells of each claim in each language of a story.
// Called with the file of an island.

import { readFileSync } from "node:fs";
import { tell, tellSource } from "../../map_app/assets/js/telling.js";

const island = JSON.parse(readFileSync(process.argv[2], "utf8"));
const cite = (sources, language) => sources.map((source) => [...tellSource(source, island, language), source.address]);

function plain(id, language) {
  const { by, where = null, says, quote = null, when = null, rows, later = null, ...rest } = tell(id, island, language);
  return {
    by, where, says, quote, when, rows, later,
    later_sources: cite(rest.laterSources, language),
    sources: cite(rest.sources, language),
    rests_on: rest.restsOn.map((basis) => [basis.id, basis.says]),
  };
}

const told = Object.keys(island.story.claims).map((id) => [
  id,
  Object.fromEntries(island.story.languages.map((language) => [language, plain(id, language)])),
]);
console.log(JSON.stringify(Object.fromEntries(told)));
