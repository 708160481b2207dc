// ajv, a line at a time. The first argument is the folder that ajv is taken from, the second the JSON Schema.
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const [folder, schema, ...paths] = process.argv.slice(2);
const Ajv2020 = createRequire(resolve(folder, "package.json"))("ajv/dist/2020").default;
const valid = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(schema, "utf8")));

for (const path of paths) {
  let rows = 0;
  const refused = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    let good = false;
    try {
      good = valid(JSON.parse(line));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (!good) refused.push(rows);
    rows += 1;
  }
  console.log(JSON.stringify({ rows, refused }));
}
