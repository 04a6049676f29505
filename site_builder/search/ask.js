/* node ask.js SITE < questions.json: for each question the addresses that the site's own search finds, best first. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const assets = path.join(process.argv[2], "assets");
for (const name of ["search-data.js", "search.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(assets, name), "utf8"), { filename: name });
}
const index = globalThis.catalogueSearch.prepare(globalThis.catalogueData);
const questions = JSON.parse(fs.readFileSync(0, "utf8"));
const answers = questions.map((text) => {
  const began = performance.now();
  const found = globalThis.catalogueSearch.find(text, index, 10);
  return { found: found.map((one) => one.page[0]), known: found.map((one) => one.known), ms: performance.now() - began };
});
process.stdout.write(JSON.stringify(answers));
