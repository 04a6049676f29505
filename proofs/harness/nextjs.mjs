/**
 * Runs the program of FOLDER as the route app/api/chat/route.ts of a Next.js project: node nextjs.mjs FOLDER
 *
 * Prints what the development server prints, then one line with its answer to a POST. The exit status is 0 if the route
 * answered 2xx, else 1. PROOF_NODE_MODULES names the node_modules of environments/nextjs. While it runs, the project
 * lies beside that folder: the bundler reads nothing outside of the one that holds the packages. The server runs in
 * this process and ends with it, however that ends; the command `next dev` starts others that outlive it.
 */

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const LIMIT = 55; // seconds for start, compilation and answer
const ROUTE = "/api/chat";
const REQUEST = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message: "What is open in case A?" }),
};
const TSCONFIG = {
  compilerOptions: {
    target: "es2022", lib: ["dom", "dom.iterable", "esnext"], strict: true, noEmit: true, allowJs: true, incremental: true,
    module: "esnext", moduleResolution: "bundler", esModuleInterop: true, resolveJsonModule: true, isolatedModules: true,
    skipLibCheck: true, jsx: "react-jsx", plugins: [{ name: "next" }],
  },
  include: ["next-env.d.ts", ".next/types/**/*.ts", ".next/dev/types/**/*.ts", "**/*.mts", "**/*.ts", "**/*.tsx"],
  exclude: ["node_modules"],
}; // what Next.js would write, but strict

const [folder] = process.argv.slice(2);
const modules = process.env.PROOF_NODE_MODULES;
if (!folder || !modules) {
  console.error("usage: PROOF_NODE_MODULES=.../node_modules node nextjs.mjs FOLDER");
  process.exit(2);
}
const program = ["app.ts", "app.mts"].map((name) => resolve(folder, name)).find(existsSync);
const root = dirname(resolve(modules));
const project = mkdtempSync(join(root, "route-"));
process.on("exit", () => rmSync(project, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
setTimeout(() => end(false, `no answer within ${LIMIT} seconds`), LIMIT * 1000);
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream); // paths as they would be with the project as the root
  stream.write = (text, ...more) => write(String(text).replaceAll(`./${basename(project)}/`, "./"), ...more);
}

function end(good, line) {
  process.stdout.write(`POST ${ROUTE} -> ${line}\n`, () => process.exit(good ? 0 : 1));
}

function writeProject() {
  const route = join(project, "app", ROUTE);
  mkdirSync(route, { recursive: true });
  copyFileSync(program, join(route, "route.ts"));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(TSCONFIG));
}

/** Starts the server and gives its address. */
async function start() {
  // CI keeps Next.js from asking the package registry about newer versions.
  Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: "1", CI: "1" });
  delete process.env.NODE_ENV;
  process.chdir(project);
  const next = createRequire(join(root, "package.json"))("next");
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  const app = next({ dev: true, turbopack: true, dir: project, hostname: "127.0.0.1", port, conf: { turbopack: { root } } });
  await app.prepare();
  server.on("request", app.getRequestHandler());
  return `http://127.0.0.1:${port}`;
}

try {
  writeProject();
  const response = await fetch((await start()) + ROUTE, REQUEST);
  const body = (await response.text()).replace(/\s+/g, " ");
  await sleep(300); // the server writes of a request when it has answered it
  end(response.ok, `${response.status} ${response.statusText}: ${body.slice(0, 160)}`);
} catch (error) {
  console.error(error);
  end(false, "no answer");
}
