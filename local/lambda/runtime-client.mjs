/*
 * Runs inside the child process of a function: loads the handler as the Lambda runtime for Node.js does and serves the
 * Lambda Runtime API. Handlers return a promise or a value; callbacks are gone since nodejs24.x.
 */
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { env } = process;
const api = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Not fetch: that gives up on an answer after five minutes, and `next` may take all day. */
const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const outgoing = request(`${api}${path}`, { method, agent }, async (incoming) => {
      let text = '';
      for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
      resolve({ headers: incoming.headers, text });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const describe = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? error).split('\n'),
});

const post = (path, body) => call('POST', path, JSON.stringify(body) ?? 'null');

async function loadHandler() {
  const dot = env._HANDLER.lastIndexOf('.');
  const base = join(env.LAMBDA_TASK_ROOT, env._HANDLER.slice(0, dot));
  const file = ['.js', '.mjs', '.cjs'].map((ending) => base + ending).find(existsSync);
  if (file === undefined) throw new Error(`Cannot find module '${base}'`);
  const loaded = await import(pathToFileURL(file).href);
  const name = env._HANDLER.slice(dot + 1);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== 'function') throw new Error(`${env._HANDLER} is not a function`);
  return handler;
}

const makeContext = (headers) => {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
  };
};

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  console.error(error);
  await post('/init/error', describe(error));
  process.exit(1);
}

for (;;) {
  const next = await call('GET', '/invocation/next');
  const event = JSON.parse(next.text);
  const context = makeContext(next.headers);
  try {
    const result = await handler(event, context);
    await post(`/invocation/${context.awsRequestId}/response`, result);
  } catch (error) {
    console.error(error);
    await post(`/invocation/${context.awsRequestId}/error`, describe(error));
  }
}
