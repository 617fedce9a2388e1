// Where things are that the cases need: the JUnit test WorkflowsIT starts them, and tells by environment variables.
import { readFile } from 'node:fs/promises';
import { S3Client } from '@aws-sdk/client-s3';

const { env } = process;

export const functionName = env.FUNCTION;
export const lambdaUrl = env.LAMBDA;
export const results = env.RESULTS;
export const inputs = env.INPUTS;
export const prompt = env.PROMPT;

export const credentials = { accessKeyId: env.S3_ACCESS_KEY, secretAccessKey: env.S3_SECRET_KEY };
export const region = env.S3_REGION;

export const s3 = new S3Client({ endpoint: env.S3, region, credentials, forcePathStyle: true });

/** A file of the project. */
export const projectFile = path => readFile(new URL(`../../../../${path}`, import.meta.url));

/** What BFL has accepted and charged so far: `{accepted, charged}`. */
export async function account() {
  const answer = await fetch(env.ACCOUNT);
  return answer.json();
}

/** What BFL has accepted and charged while `work` was done, and its result. */
export async function charged(work) {
  const before = await account();
  const result = await work();
  const after = await account();
  return { result, accepted: after.accepted - before.accepted, charged: after.charged - before.charged };
}
