// Runs the workflows of infra/statemachine in an interpreter, with their tasks handled as Step Functions handles them:
// by a real Invoke of the function and by real calls to S3, errors by the names that Step Functions gives them.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { StateMachine } from 'aws-local-stepfunctions';
import { credentials, functionName, lambdaUrl, projectFile, region, results, s3 } from './places.mjs';

const substitutions = {
  FunctionArn: `arn:aws:lambda:${region}:123456789012:function:${functionName}`,
  OutputLocation: `s3://${results}/pictures`,
  ResultBucket: results,
  MaxConcurrency: '2',
  GuardTable: 'own',
  Partition: 'aws',
};

const lambda = new LambdaClient({ endpoint: lambdaUrl, region, credentials, maxAttempts: 1 });

/** An error with the name that Step Functions would give it. */
export class TaskError extends Error {
  constructor(name, cause) {
    super(cause);
    this.name = name;
  }
}

/** What each kind of task does, by its resource. */
export const tasks = {
  async 'arn:aws:states:::lambda:invoke'({ FunctionName, Payload }) {
    const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(Payload) })).catch(error => {
      throw new TaskError(`Lambda.${error.name}`, error.message);
    });
    const text = Buffer.from(answer.Payload).toString();
    const payload = JSON.parse(text);
    if (answer.FunctionError) {
      throw new TaskError(payload.errorType, text);
    }
    return { ExecutedVersion: answer.ExecutedVersion, Payload: payload, StatusCode: answer.StatusCode };
  },

  async 'arn:aws:states:::aws-sdk:s3:getObject'(parameters) {
    const object = await s3.send(new GetObjectCommand(parameters)).catch(renameS3Error);
    return { Body: await object.Body.transformToString(), ContentType: object.ContentType, ETag: object.ETag };
  },

  async 'arn:aws:states:::aws-sdk:s3:putObject'({ Body, ...parameters }) {
    const object = await s3.send(new PutObjectCommand({ ...parameters, Body: JSON.stringify(Body) })).catch(renameS3Error);
    return { ETag: object.ETag };
  },
};

/** Step Functions calls S3 by the SDK for Java, which has classes for few errors. */
function renameS3Error(error) {
  const named = ['NoSuchKey', 'NoSuchBucket', 'InvalidObjectState'].includes(error.name);
  throw new TaskError(named ? `S3.${error.name}Exception` : 'S3.S3Exception', error.message);
}

/** The definition of a workflow, as it is deployed; `more` has what is deployed otherwise. */
export async function workflow(name, more = {}) {
  const text = (await projectFile(`infra/statemachine/${name}.asl.json`)).toString();
  return JSON.parse(text.replaceAll(/\$\{(\w+)}/g, (_, key) => ({ ...substitutions, ...more })[key]));
}

/**
 * Starts a machine.
 *
 * `waits` shortens the waits (milliseconds), and `planted` replaces what a state's task does: a function that gets its
 * parameters and the task as it would be.
 */
export function start(definition, input, { waits = 400, planted = {}, context = {} } = {}) {
  const states = Object.entries(definition.States);
  const overrides = { taskResourceLocalHandlers: {}, waitTimeOverrides: {}, retryIntervalOverrides: {} };
  for (const [name, state] of states) {
    if (state.Type === 'Task') {
      const usual = tasks[state.Resource];
      overrides.taskResourceLocalHandlers[name] = planted[name]
        ? parameters => planted[name](parameters, usual)
        : usual;
    }
    if (state.Type === 'Wait') {
      overrides.waitTimeOverrides[name] = waits;
    }
    if (state.Retry) {
      overrides.retryIntervalOverrides[name] = 100;
    }
  }
  return new StateMachine(definition, { validationOptions: { noValidate: true } }).run(input, { overrides, context });
}

/**
 * Runs a machine to its end. Tells its output or its error and cause, the states that it went through, the one that it
 * ended in, and how often each was retried.
 */
export async function run(definition, input, options) {
  const execution = start(definition, input, options);
  const path = [];
  const retries = {};
  let last;
  const watching = (async () => {
    for await (const event of execution.eventLogs) {
      if (event.type === 'StateEntered') {
        path.push(event.state.name);
        last = event.state;
      }
      if (event.type === 'StateRetried') {
        retries[event.state.name] = (retries[event.state.name] ?? 0) + 1;
      }
    }
  })();
  const ended = await execution.result.then(
    output => ({ output }),
    failure => ({ error: failure.cause.name, cause: failure.cause.message }),
  );
  await watching;
  return { ...ended, path, end: last.name, lastInput: last.input, retries };
}
