// Checks a CloudFormation template against the schemas of the resources: node cloudformation.mjs FILE
import { createRequire } from "node:module";

const require = createRequire(new URL("../../test/node/package.json", import.meta.url));
const { RegoEngine, TemplateFile } = require("@aws/cloudformation-validate");

// It takes a parameter's default for its value, whatever the conditions say; these are empty by default.
const parameterOverrides = {
  AlarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  ApiKeyKmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e",
  InputBucket: "an-input-bucket",
  UploadOrigin: "https://www.example.org",
};

const engine = new RegoEngine();
const report = engine.validateStandard(new TemplateFile(process.argv[2]), {
  parameterOverrides,
  severityLevel: "WARN",
});
for (const fault of report.diagnostics) {
  console.error(JSON.stringify(fault));
  process.exitCode = 1;
}
engine.free();
