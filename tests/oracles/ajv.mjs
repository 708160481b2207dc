// What ajv says of documents. Reads JSON Lines: first {"schemas": {name: schema}}, then {"schema": name, "text": JSON text}.
// Prints one line a document: true or false. ajv is taken from the folder that the first argument names.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(resolve(process.argv[2], "package.json"));
const Ajv2020 = require("ajv/dist/2020").default;

// strict: a keyword that ajv does not know is an error, not a keyword without effect.
const ajv = new Ajv2020({ strict: true });
const validators = new Map();

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = JSON.parse(line);
  if (message.schemas) {
    for (const [name, schema] of Object.entries(message.schemas)) validators.set(name, ajv.compile(schema));
  } else {
    console.log(validators.get(message.schema)(JSON.parse(message.text)));
  }
}
