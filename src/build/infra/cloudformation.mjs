// Checks a CloudFormation template against the schemas of the resources: node cloudformation.mjs FILE
import { createRequire } from "node:module";

const require = createRequire(new URL("../../test/node/package.json", import.meta.url));
const { RegoEngine, TemplateFile } = require("@aws/cloudformation-validate");

// It takes a parameter's default for its value, whatever the conditions say; these are empty by default.
const parameterOverrides = {
  AlarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  ApiKeyKmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e",
  DomainCertificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/0f8fad5b-d9cb-469f-a165-70867728950e",
  DomainName: "flux.example.org",
  InputBucket: "an-input-bucket",
  InputBucketKmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e",
  PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  ReservedConcurrency: "24",
  SecurityGroupIds: "sg-0a1b2c3d4e5f67890",
  SubnetIds: "subnet-0a1b2c3d4e5f67890",
  UploadOrigin: "https://www.example.org",
};

const engine = new RegoEngine();
const report = engine.validateStandard(new TemplateFile(process.argv[2]), {
  parameterOverrides,
  severityLevel: "WARN",
});
// SAM keeps the versions of the function when the template drops them, and says nothing of their replacement.
const bySam = ({ ruleId, entity }) => ruleId === "W3011" && entity.resourceType === "AWS::Lambda::Version";
// A parameter's value from above is taken for one that the template has.
const byParameter = ({ ruleId, propertyPath }) => ruleId === "W9002" && propertyPath.endsWith(".RegionalCertificateArn");
for (const fault of report.diagnostics.filter((diagnostic) => !bySam(diagnostic) && !byParameter(diagnostic))) {
  console.error(JSON.stringify(fault));
  process.exitCode = 1;
}
engine.free();
