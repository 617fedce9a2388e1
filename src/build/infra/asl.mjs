// Checks workflows: node asl.mjs asl-validator|language-service FILE...
// Both are asked, because they find different faults.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../test/node/package.json", import.meta.url));

const checkers = {
  "asl-validator": (text) => {
    const validate = require("asl-validator");
    return validate(JSON.parse(text)).errors.map((error) => `${error["Error code"]}: ${error.Message}`);
  },
  "language-service": async (text) => {
    const { getLanguageService, TextDocument } = require("amazon-states-language-service");
    const service = getLanguageService({});
    const document = TextDocument.create("file:///workflow.asl.json", "asl", 1, text);
    const faults = await service.doValidation(document, service.parseJSONDocument(document));
    return faults.map((fault) => `line ${fault.range.start.line + 1}: ${fault.message}`);
  },
};

const [checker, ...files] = process.argv.slice(2);
for (const file of files) {
  // The names of services are checked, so they have to be whole.
  const text = readFileSync(file, "utf8").replaceAll("${Partition}", "aws");
  for (const fault of await checkers[checker](text)) {
    console.error(`${file}: ${fault}`);
    process.exitCode = 1;
  }
}
